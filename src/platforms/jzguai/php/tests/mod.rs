//! The codec from outside: what is refused, and what comes back as it was.

mod hostile;
mod round_trips;
