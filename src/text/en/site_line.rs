//! What the commands about site files tell.

use crate::text::{NotSeen, Sight, SiteLine};

pub(in crate::text) fn line(l: &SiteLine) -> String {
    match l {
        SiteLine::HeadSite => "SITE".to_owned(),
        SiteLine::HeadKind => "KIND".to_owned(),
        SiteLine::HeadDate => "DATE".to_owned(),
        SiteLine::HeadFrom => "FROM".to_owned(),
        SiteLine::HeadRecorded => "RECORDED BY".to_owned(),
        SiteLine::HeadHolds => "HOLDS".to_owned(),
        SiteLine::HeadUsed => "USED".to_owned(),
        SiteLine::HeadElement => "ELEMENT".to_owned(),
        SiteLine::HeadWhere => "WHERE".to_owned(),
        SiteLine::HeadFoundBy => "FOUND BY".to_owned(),
        SiteLine::HeadAgree => "OTHERS AGREE".to_owned(),
        SiteLine::HeadNeeded => "TO PUBLISH".to_owned(),
        SiteLine::Embedded => "fagao".to_owned(),
        SiteLine::Elements(n) => count(*n, "element"),
        SiteLine::Calls(n) => count(*n, "call"),
        SiteLine::Mistakes(n) => count(*n, "mistake"),
        SiteLine::Extends(date) => format!("over {date}"),
        SiteLine::Recorded {
            by,
            browser,
            sandbox,
        } => {
            let browser = browser.iter().map(|b| format!(", {b}"));
            let sandbox = sandbox.then(|| ", on the sandbox".to_owned());
            std::iter::once(by.clone()).chain(browser).chain(sandbox).collect()
        }
        SiteLine::UsedFirst => "yes".to_owned(),
        SiteLine::UsedNext => "when newer ones do not match".to_owned(),
        SiteLine::NotUsed => "only when chosen".to_owned(),
        SiteLine::For { accounts, what } => format!("{what} ({})", accounts.join(", ")),
        SiteLine::Checking { file, of, browser } => format!("{file} on {of}, {browser}"),
        SiteLine::FoundBy { candidate, of, any } => {
            let any = if *any { ", any value" } else { "" };
            format!("{candidate} of {of}{any}")
        }
        SiteLine::Agree { of: 0, .. } => "no others".to_owned(),
        SiteLine::Agree {
            agree,
            of,
            differ: 0,
        } => format!("{agree} of {of}"),
        SiteLine::Agree { agree, of, differ } => {
            format!("{agree} of {of}, {differ} on another element")
        }
        SiteLine::Missing => "missing".to_owned(),
        SiteLine::Ambiguous => "ambiguous".to_owned(),
        SiteLine::Unjudged => "cannot be judged".to_owned(),
        SiteLine::NotLooked => "not looked for".to_owned(),
        SiteLine::Needed => "needed".to_owned(),
        SiteLine::NotNeeded => "-".to_owned(),
        SiteLine::Candidate {
            number,
            candidate,
            sight,
            count,
        } => format!("  {number}  {candidate}: {}", sight_of(*sight, *count)),
        SiteLine::Of {
            element,
            about,
            place,
        } => format!("{element} ({place}): {about}"),
        SiteLine::NotSeen { place, why } => format!("not looked for on {place}: {}", not_seen(why)),
        SiteLine::Summary {
            elements,
            found,
            missing,
            ambiguous,
            unjudged,
            not_looked,
            lacks,
        } => {
            let mut parts = vec![format!("{found} found")];
            for (n, words) in [
                (*missing, "missing"),
                (*ambiguous, "ambiguous"),
                (*unjudged, "not to be judged"),
                (*not_looked, "not looked for"),
            ] {
                if n > 0 {
                    parts.push(format!("{n} {words}"));
                }
            }
            let needs = match lacks.is_empty() {
                true => "nothing that publishing needs is missing".to_owned(),
                false => format!("publishing lacks {}", lacks.join(", ")),
            };
            format!("{}: {}; {needs}", count(*elements, "element"), parts.join(", "))
        }
        SiteLine::NoVisibility => {
            "a saved page does not say what is visible: where one of several matches may be the visible one, that is not judged".to_owned()
        }
        SiteLine::NoDifference { a, b } => format!("{a} and {b} say the same"),
        SiteLine::Comparing { a, b } => format!("from {a} to {b}"),
        SiteLine::Differs {
            added,
            removed,
            changed,
        } => format!("{added} added, {removed} removed, {changed} changed"),
    }
}

fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

fn sight_of(sight: Sight, n: usize) -> String {
    match sight {
        Sight::Found if n == 1 => "found".to_owned(),
        Sight::Found => format!("found, {n} of them"),
        Sight::Nothing => "no match".to_owned(),
        Sight::OtherTag => format!("{n} matched, none with the tag wanted"),
        Sight::Hidden => format!("{n} matched, none visible"),
        Sight::Several => format!("{n} matched, one is wanted"),
        Sight::Invalid => "not a selector for this browser".to_owned(),
        Sight::Unjudged => "cannot be judged here".to_owned(),
    }
}

fn not_seen(why: &NotSeen) -> String {
    match why {
        NotSeen::AfterPublishing => "it is there only after something was published".to_owned(),
        NotSeen::NeedsDraft => "its address needs a draft".to_owned(),
        NotSeen::AfterWriting => {
            "it is there only after something was done that a check does not do".to_owned()
        }
        NotSeen::NotReached(why) => format!("it was not reached: {why}"),
        NotSeen::NotSaved => "no saved page shows it".to_owned(),
    }
}
