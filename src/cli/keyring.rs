//! `{ keyring = "NAME" }`: secrets out of the system's keyring, where fagao was built with it.

/// Gets the password of an entry: service `fagao`, user NAME.
///
/// # Errors
/// Why it cannot be had, with what to do.
#[cfg(feature = "keyring")]
pub fn get(name: &str) -> Result<String, String> {
    use keyring::{Entry, Error};
    let entry = Entry::new("fagao", name).and_then(|e| e.get_password());
    entry.map_err(|e| match e {
        Error::NoEntry => format!(
            "the keyring has no entry of service `fagao` and user {name:?}; put it there with your system's own tool"
        ),
        Error::NoDefaultStore => {
            let why = match Entry::store_status() {
                Err(e) => e.to_string(),
                Ok(()) => "it is not known why".to_owned(),
            };
            format!("this system has no keyring that answers ({why}); a service without a session bus has none")
        }
        other => format!("the keyring does not give {name:?}: {other}"),
    })
}

/// Says that this build cannot.
///
/// # Errors
/// Always.
#[cfg(not(feature = "keyring"))]
pub fn get(name: &str) -> Result<String, String> {
    Err(format!(
        "this build has no keyring, so {name:?} cannot be had: build it with `cargo build --features keyring`"
    ))
}

#[cfg(test)]
mod tests {
    use super::get;

    #[test]
    fn what_cannot_be_had_says_what_to_do() {
        // No keyring of a machine has it, whether this build can ask one or not.
        let why = get("fagao-test-that-is-nowhere").unwrap_err();
        let says = [
            "--features keyring",
            "no entry of service",
            "no keyring that answers",
        ];
        assert!(says.iter().any(|s| why.contains(s)), "{why}");
    }
}
