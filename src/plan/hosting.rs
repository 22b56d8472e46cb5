//! Where local pictures are to be found by platforms that take addresses alone.

/// What `[images]` of the configuration says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Hosting {
    /// Nowhere: a local picture is a finding.
    #[default]
    Nowhere,
    /// The project's files are on the web already, below this address, which ends with `/`.
    At(String),
    /// They are put on the web one by one, when a plan is carried out.
    Upload,
}
