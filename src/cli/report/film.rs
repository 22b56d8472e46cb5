//! The pictures of a run's steps, which are thrown away when all went well and nobody asked for them.

use std::path::Path;

/// Deletes the pictures of the steps; how many they were. One that cannot be deleted stays.
pub fn drop_pictures(dir: &Path) -> usize {
    let files = std::fs::read_dir(dir).into_iter().flatten().flatten();
    files
        .filter(|f| f.file_name().to_string_lossy().starts_with("step-"))
        .filter(|f| std::fs::remove_file(f.path()).is_ok())
        .count()
}
