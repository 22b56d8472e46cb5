//! The words of a failure, for logs; messages for people are made elsewhere from the same values.

use std::fmt;

use super::page::{Fault, PageError, Tried};

impl fmt::Display for Tried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.candidate, self.result)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Element { element, tried } => {
                write!(
                    f,
                    "element {} ({}) not found as it should be",
                    element.name, element.about
                )?;
                for (n, t) in tried.iter().enumerate() {
                    write!(f, "{} {t}", if n == 0 { ":" } else { ";" })?;
                }
                Ok(())
            }
            Fault::Condition { wanted, found } => write!(f, "waited for {wanted}, but {found}"),
            Fault::ReadBack {
                element,
                difference,
            } => write!(
                f,
                "element {} ({}): {difference}",
                element.name, element.about
            ),
            Fault::Interrupt { name, about, .. } => write!(f, "interrupted by {name}: {about}"),
            Fault::Driver(why) => f.write_str(why),
        }
    }
}

impl fmt::Display for PageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} (waited {:.1} s",
            self.fault,
            self.waited.as_secs_f64()
        )?;
        if let Some(url) = &self.url {
            write!(f, " on {url}")?;
        }
        write!(f, ", {})", self.site_file)
    }
}

impl std::error::Error for PageError {}
