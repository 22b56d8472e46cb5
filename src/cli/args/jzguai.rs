//! Paid media: `fagao media`, `orders`, `wallet`.

use clap::{Args as ClapArgs, Subcommand, ValueEnum};

use super::common::Common;
use crate::plan::Money;

/// `fagao media`.
#[derive(Debug, ClapArgs)]
pub struct MediaArgs {
    /// What is done with the catalogue
    #[command(subcommand)]
    pub action: MediaAction,
}

/// What is done with the catalogue.
#[derive(Debug, Subcommand)]
pub enum MediaAction {
    /// Fetch the catalogue, page by page; a run that was stopped goes on where it was
    Sync(MediaSyncArgs),
    /// Search what was fetched
    Search(Box<MediaSearchArgs>),
    /// Show a medium with all that is said of it and its price history
    Show(MediaShowArgs),
}

impl MediaAction {
    /// What every command takes, wherever it was written.
    pub fn common(&self) -> &Common {
        match self {
            MediaAction::Sync(a) => &a.common,
            MediaAction::Search(a) => &a.common,
            MediaAction::Show(a) => &a.common,
        }
    }
}

/// `fagao media sync`.
#[derive(Debug, ClapArgs)]
pub struct MediaSyncArgs {
    /// The account whose catalogue it is; not needed when there is one of jzguai
    #[arg(long, value_name = "A")]
    pub account: Option<String>,
    /// The kinds, by number or name; without one, all 13
    #[arg(long, value_name = "N", value_delimiter = ',')]
    pub model: Vec<String>,
    /// What every command takes
    #[command(flatten)]
    pub common: Common,
}

/// How results are sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum SortArg {
    /// The cheapest first
    #[default]
    Price,
    /// By name
    Name,
}

/// `fagao media search`.
#[derive(Debug, ClapArgs)]
pub struct MediaSearchArgs {
    /// Words of the name or of an attribute
    #[arg(value_name = "TEXT", default_value = "")]
    pub text: String,
    /// The account whose catalogue it is; not needed when there is one of jzguai
    #[arg(long, value_name = "A")]
    pub account: Option<String>,
    /// The kind, by number or name
    #[arg(long, value_name = "N")]
    pub model: Option<String>,
    /// The least price in yuan
    #[arg(long, value_name = "YUAN")]
    pub price_min: Option<Money>,
    /// The highest price in yuan
    #[arg(long, value_name = "YUAN")]
    pub price_max: Option<Money>,
    /// The region (`quyu`)
    #[arg(long, value_name = "V")]
    pub region: Option<String>,
    /// The channel (`pindaoleixing`)
    #[arg(long, value_name = "V")]
    pub channel: Option<String>,
    /// Which links are allowed (`lianjieleixing`); 可带网址 when no value is given
    #[arg(long, value_name = "V", num_args = 0..=1, default_missing_value = "可带网址")]
    pub links: Option<String>,
    /// Those that publish at the weekend (`weekend_active`)
    #[arg(long)]
    pub weekend: bool,
    /// An attribute, or one of the values of a list; may be given several times
    #[arg(long = "attr", value_name = "K=V")]
    pub attributes: Vec<String>,
    /// Those too that take no orders now
    #[arg(long)]
    pub closed: bool,
    /// The order
    #[arg(long, value_enum, default_value_t)]
    pub sort: SortArg,
    /// At most so many
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: u32,
    /// What every command takes
    #[command(flatten)]
    pub common: Common,
}

/// `fagao media show`.
#[derive(Debug, ClapArgs)]
pub struct MediaShowArgs {
    /// The medium's number
    #[arg(value_name = "ID")]
    pub id: i64,
    /// The account whose catalogue it is; not needed when there is one of jzguai
    #[arg(long, value_name = "A")]
    pub account: Option<String>,
    /// What every command takes
    #[command(flatten)]
    pub common: Common,
}

/// `fagao orders`.
#[derive(Debug, ClapArgs)]
pub struct OrdersArgs {
    /// The orders of this account alone
    #[arg(long, value_name = "A")]
    pub account: Option<String>,
    /// Ask the vendor how open orders stand
    #[arg(long)]
    pub refresh: bool,
    /// Ask again and again, less and less often, until every order is settled
    #[arg(long)]
    pub watch: bool,
    /// Print comma-separated values
    #[arg(long, conflicts_with = "json")]
    pub csv: bool,
    /// What every command takes
    #[command(flatten)]
    pub common: Common,
}

/// `fagao wallet`.
#[derive(Debug, ClapArgs)]
pub struct WalletArgs {
    /// The account; not needed when there is one of jzguai
    #[arg(long, value_name = "A")]
    pub account: Option<String>,
    /// The first day, YYYY-MM-DD; 29 days before the last one unless given
    #[arg(long, value_name = "D")]
    pub from: Option<String>,
    /// The last day, YYYY-MM-DD; today in China unless given
    #[arg(long, value_name = "D")]
    pub to: Option<String>,
    /// What every command takes
    #[command(flatten)]
    pub common: Common,
}
