//! The names that the sandbox answers to.

/// One of the three sites, or what articles name beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Site {
    Juejin,
    Jzguai,
    Yunsuo,
    /// A host of pictures that is none of the sites.
    Pictures,
}

impl Site {
    /// The name that faults use.
    pub(super) fn name(self) -> &'static str {
        match self {
            Site::Juejin => "juejin",
            Site::Jzguai => "jzguai",
            Site::Yunsuo => "yunsuo",
            Site::Pictures => "pictures",
        }
    }
}

/// The host name of the sandbox's own calls; no browser is told where it is.
pub const CONTROL_HOST: &str = "sandbox.fagao.test";

/// The host name of pictures that are of no site.
pub const PICTURES_HOST: &str = "pictures.fagao.test";

/// The sites' host names; one that begins with `*.` stands for every name below.
pub const HOSTS: &[&str] = &[
    "juejin.cn",
    "api.juejin.cn",
    "*.juejin.cn",
    "imagex.bytedanceapi.com",
    "tos-hl-x.snssdk.com",
    "*.byteimg.com",
    "open-rw-cs.jzguai.com",
    "open-rw.jzguai.com",
    "api.yunsuofabu.com",
    PICTURES_HOST,
];

/// Says which site has a host name.
pub(super) fn site(host: &str) -> Option<Site> {
    match host {
        "juejin.cn" | "imagex.bytedanceapi.com" | "tos-hl-x.snssdk.com" => Some(Site::Juejin),
        "open-rw-cs.jzguai.com" | "open-rw.jzguai.com" => Some(Site::Jzguai),
        "api.yunsuofabu.com" => Some(Site::Yunsuo),
        PICTURES_HOST => Some(Site::Pictures),
        _ if host.ends_with(".juejin.cn") || host.ends_with(".byteimg.com") => Some(Site::Juejin),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_host_of_the_table_has_a_site() {
        for host in HOSTS {
            assert!(site(&host.replace('*', "p3")).is_some(), "{host}");
        }
    }

    #[test]
    fn a_name_that_only_looks_alike_has_none() {
        for host in ["notjuejin.cn", "juejin.cn.example.com", "", CONTROL_HOST] {
            assert_eq!(site(host), None, "{host}");
        }
    }
}
