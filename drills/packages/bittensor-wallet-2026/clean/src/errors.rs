use pyo3::exceptions::PyValueError;
use pyo3::PyErr;
use std::fmt;

#[derive(Debug)]
pub enum WalletError {
    NoFile(String),
    WrongPassword,
    NotAKey(String),
    Io(std::io::Error),
}

impl fmt::Display for WalletError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WalletError::NoFile(path) => write!(f, "there is no key file at {path}"),
            WalletError::WrongPassword => write!(f, "wrong password"),
            WalletError::NotAKey(why) => write!(f, "not a key: {why}"),
            WalletError::Io(error) => write!(f, "{error}"),
        }
    }
}

impl From<std::io::Error> for WalletError {
    fn from(error: std::io::Error) -> Self {
        WalletError::Io(error)
    }
}

impl From<WalletError> for PyErr {
    fn from(error: WalletError) -> Self {
        PyValueError::new_err(error.to_string())
    }
}
