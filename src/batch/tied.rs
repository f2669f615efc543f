//! A child process that ends when its parent does, with whatever it started itself.
//!
//! On Windows a job object sees to that: the system closes it when the parent is gone, however it went. Elsewhere a
//! worker ends by itself when its pipe closes, and starts nothing that outlives it.

use std::process::Child;

/// Ends the child and what it started when it is dropped.
#[cfg(windows)]
pub struct Tied {
    _job: Option<win32job::Job>,
}

/// Ends the child and what it started when it is dropped.
#[cfg(windows)]
pub fn tie(child: &Child) -> Tied {
    // A system that grants no job still ends the worker itself by its time and its pipe.
    Tied {
        _job: job(child).ok(),
    }
}

#[cfg(windows)]
fn job(child: &Child) -> Result<win32job::Job, win32job::JobError> {
    use std::os::windows::io::AsRawHandle;
    let mut limits = win32job::ExtendedLimitInfo::new();
    limits.limit_kill_on_job_close();
    let job = win32job::Job::create_with_limit_info(&limits)?;
    // A worker waits for its task before it does anything, so that nothing is started outside the job.
    job.assign_process(child.as_raw_handle() as isize)?;
    Ok(job)
}

/// Nothing needs to be held here.
#[cfg(not(windows))]
pub struct Tied;

/// Nothing needs to be done here.
#[cfg(not(windows))]
pub fn tie(_: &Child) -> Tied {
    Tied
}
