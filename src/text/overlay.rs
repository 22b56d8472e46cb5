//! The words of the recorder's overlay: the one table a language of what stands in the page itself.

use serde::Serialize;

use super::Lang;

/// The words of the overlay. Those of the buttons are named as the buttons are.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct OverlayWords {
    /// While one picks.
    pub recording: &'static str,
    /// While clicks go to the page.
    pub browsing: &'static str,
    /// While one signs in.
    pub signing_in: &'static str,
    /// While one looks over what will be written.
    pub finishing: &'static str,
    /// Goes on, because one is signed in.
    pub signed_in: &'static str,
    /// Takes what was picked.
    pub r#use: &'static str,
    /// Picks what is around it.
    pub wider: &'static str,
    /// Picks what is in it.
    pub narrower: &'static str,
    /// Picks another one.
    pub again: &'static str,
    /// Takes what the file says.
    pub keep: &'static str,
    /// Takes the last one back.
    pub undo: &'static str,
    /// Does it again.
    pub redo: &'static str,
    /// Leaves it as the file has it.
    pub skip: &'static str,
    /// Lets clicks through.
    pub browse: &'static str,
    /// Picks again.
    pub pick: &'static str,
    /// Has shown enough.
    pub finish: &'static str,
    /// Moves the card to the other side.
    pub r#move: &'static str,
    /// Writes the file.
    pub write: &'static str,
    /// Goes on.
    pub back: &'static str,
    /// Leaves without a file.
    pub leave: &'static str,
    /// What to do with an element.
    #[serde(skip)]
    pub show_it: &'static str,
    /// With one of several.
    #[serde(skip)]
    pub show_one_of: &'static str,
    /// With one that stands for any value.
    #[serde(skip)]
    pub show_a_value: &'static str,
    /// With the button that hands in.
    #[serde(skip)]
    pub show_submit: &'static str,
    /// That the button that hands in was not pressed.
    #[serde(skip)]
    pub guarded: &'static str,
    /// That what the file says is still there.
    #[serde(skip)]
    pub still_there: &'static str,
    /// How to get to a state that is not got to by itself; the state's sentence follows.
    #[serde(skip)]
    pub go_there: &'static str,
    /// While clicks go to the page.
    #[serde(skip)]
    pub when_there: &'static str,
    /// What was picked: before its short name.
    #[serde(skip)]
    pub picked: &'static str,
    /// What was picked of several: before their number.
    #[serde(skip)]
    pub picked_many: &'static str,
    /// That nothing finds what was picked and nothing else.
    #[serde(skip)]
    pub no_way: &'static str,
    /// The title of signing in.
    #[serde(skip)]
    pub sign_in: &'static str,
    /// What to do to sign in.
    #[serde(skip)]
    pub sign_in_now: &'static str,
    /// The title of the end.
    #[serde(skip)]
    pub ready: &'static str,
    /// What will be written.
    #[serde(skip)]
    pub will_write: &'static str,
    /// An element that was shown.
    #[serde(skip)]
    pub shown: &'static str,
    /// One that is kept as the file has it, because it is still there.
    #[serde(skip)]
    pub kept: &'static str,
    /// One that was skipped.
    #[serde(skip)]
    pub skipped: &'static str,
    /// One that was not come to.
    #[serde(skip)]
    pub open: &'static str,
}

const EN: OverlayWords = OverlayWords {
    recording: "recording",
    browsing: "browsing",
    signing_in: "signing in to",
    finishing: "finishing",
    signed_in: "I am signed in",
    r#use: "Use this",
    wider: "Wider",
    narrower: "Narrower",
    again: "Pick again",
    keep: "Keep it",
    undo: "Undo",
    redo: "Redo",
    skip: "Skip",
    browse: "Click through",
    pick: "Pick again",
    finish: "Finish",
    r#move: "Move",
    write: "Write the file",
    back: "Go on showing",
    leave: "Leave without a file",
    show_it: "Point at it and click. The page does not see the click.",
    show_one_of: "Point at one of them and click; those like it are taken with it.",
    show_a_value: "Point at any one of them and click; it stands for every text.",
    show_submit: "Point at it and click. It is only picked: nothing is handed in while you record.",
    guarded: "That button hands in, so the click was kept from the page. Nothing was published.",
    still_there: "The file still finds it: it is marked on the page when you point at it. Keep it, or pick it anew.",
    go_there: "This one is on the page only then. Let clicks through, bring the page there, then pick: ",
    when_there: "Clicks go to the page now. Press the button again, or Alt B, when the element is to be seen; Alt P picks what is under the pointer.",
    picked: "Picked ",
    picked_many: "Picked with those like it: ",
    no_way: "Nothing finds this and nothing else. Take what is around it or in it, or pick another.",
    sign_in: "Sign in",
    sign_in_now: "Sign in on the page as you always do; the recording goes on by itself afterwards. What you type is not recorded.",
    ready: "Ready to write",
    will_write: "A new dated file is written; older ones stay as they are.",
    shown: "recorded",
    kept: "kept, still found",
    skipped: "skipped, as in the old file",
    open: "not shown, as in the old file",
};

const ZH: OverlayWords = OverlayWords {
    recording: "录制",
    browsing: "浏览",
    signing_in: "登录",
    finishing: "收尾",
    signed_in: "我已登录",
    r#use: "就用它",
    wider: "扩大",
    narrower: "缩小",
    again: "重选",
    keep: "保留",
    undo: "撤销",
    redo: "重做",
    skip: "跳过",
    browse: "放行点击",
    pick: "继续选取",
    finish: "完成",
    r#move: "换边",
    write: "写入文件",
    back: "继续录制",
    leave: "不写文件，退出",
    show_it: "把鼠标移到它上面并点击。页面不会收到这次点击。",
    show_one_of: "点击其中任意一个，同类的会一并选中。",
    show_a_value: "点击其中任意一项，它代表任何文字的选项。",
    show_submit: "把鼠标移到它上面并点击。只是选取：录制时不会提交任何内容。",
    guarded: "这个按钮会提交文章，点击没有传给页面，什么也没有发布。",
    still_there: "旧文件仍能找到它：指向它时页面上会标出。可以保留，也可以重新选取。",
    go_there: "它只在某种状态下出现。先放行点击，把页面带到那里，再选取：",
    when_there: "现在点击会传给页面。看到该元素后再按一次按钮（或 Alt B）继续选取；Alt P 直接选取鼠标下的元素。",
    picked: "已选取 ",
    picked_many: "已连同同类一起选取，数量：",
    no_way: "没有办法只找到它而不找到别的。请扩大或缩小范围，或者重选。",
    sign_in: "请登录",
    sign_in_now: "像平常一样在页面上登录，之后录制会自动继续。你输入的内容不会被记录。",
    ready: "可以写入了",
    will_write: "将写入一个带日期的新文件，旧文件原样保留。",
    shown: "已录制",
    kept: "保留，仍能找到",
    skipped: "已跳过，沿用旧文件",
    open: "未录制，沿用旧文件",
};

/// The words of the overlay in a language.
pub fn overlay_words(lang: Lang) -> &'static OverlayWords {
    match lang {
        Lang::En => &EN,
        Lang::Zh => &ZH,
    }
}
