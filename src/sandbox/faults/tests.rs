use super::*;

const PUBLISH: &str = "/content_api/v1/article/publish";

#[test]
fn a_fault_strikes_as_often_as_it_says_and_not_before() {
    let faults = Faults::default();
    let fault = Fault::Call {
        site: "juejin".into(),
        call: PUBLISH.into(),
        kind: FaultKind::Cut,
        times: 2,
        after: 1,
    };
    faults.set(vec![fault]).unwrap();
    let seen: Vec<_> = (0..4).map(|_| faults.at("juejin", PUBLISH)).collect();
    let cut = Some(FaultKind::Cut);
    assert_eq!(seen, [None, cut, cut, None]);
}

#[test]
fn a_fault_of_one_site_leaves_the_others_alone() {
    let faults = Faults::default();
    let fault = Fault::once("jzguai", "/api/v1/*", FaultKind::Hang);
    faults.set(vec![fault]).unwrap();
    assert_eq!(faults.at("yunsuo", "/api/v1/publish"), None);
    assert_eq!(faults.at("jzguai", "/other"), None);
    assert_eq!(
        faults.at("jzguai", "/api/v1/publish"),
        Some(FaultKind::Hang)
    );
}

#[test]
fn an_edit_of_the_file_counts_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let faults = Faults::open(dir.path()).unwrap();
    assert!(!faults.broken("category"));
    let text = "[[fault]]\nelement = \"category\"\ndo = \"break\"\n\n\
        [[fault]]\nsite = \"juejin\"\ncall = \"/x\"\ndo = \"rate-limited\"\ntimes = 0\n";
    fs::write(dir.path().join("faults.toml"), text).unwrap();
    assert!(faults.broken("category"));
    assert_eq!(faults.broken_elements(), ["category"]);
    for _ in 0..3 {
        assert_eq!(faults.at("juejin", "/x"), Some(FaultKind::RateLimited));
    }
    fs::remove_file(dir.path().join("faults.toml")).unwrap();
    assert!(!faults.broken("category"));
}

#[test]
fn once_is_once_even_over_a_new_process() {
    let dir = tempfile::tempdir().unwrap();
    let first = Faults::open(dir.path()).unwrap();
    let fault = Fault::once("juejin", PUBLISH, FaultKind::LoseAnswer);
    first.set(vec![fault.clone()]).unwrap();
    assert_eq!(first.at("juejin", PUBLISH), Some(FaultKind::LoseAnswer));
    let second = Faults::open(dir.path()).unwrap();
    assert_eq!(second.at("juejin", PUBLISH), None);
    second.set(vec![fault]).unwrap();
    assert_eq!(second.at("juejin", PUBLISH), Some(FaultKind::LoseAnswer));
}

#[test]
fn a_script_that_could_not_be_read_is_read_again() {
    let dir = tempfile::tempdir().unwrap();
    let faults = Faults::open(dir.path()).unwrap();
    fs::create_dir(dir.path().join("faults.toml")).unwrap();
    assert!(faults.trouble().is_some());
    fs::remove_dir(dir.path().join("faults.toml")).unwrap();
    assert_eq!(faults.trouble(), None);
}

#[test]
fn a_script_that_makes_no_sense_is_said_not_ignored() {
    let dir = tempfile::tempdir().unwrap();
    for text in [
        "[[fault]]\nsite = \"juejin\"\ncall = \"/x\"\ndo = \"explode\"\n",
        "[[fault]]\nelement = \"category\"\ndo = \"hang\"\n",
        "[[fault]]\nsite = \"juejin\"\ndo = \"hang\"\n",
        "[[faults]]\n",
    ] {
        fs::write(dir.path().join("faults.toml"), text).unwrap();
        assert!(Faults::open(dir.path()).is_err(), "{text}");
    }
}
