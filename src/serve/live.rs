//! The project of the preview as it was last read.

use std::sync::{OnceLock, RwLock, RwLockReadGuard, RwLockWriteGuard};

use tokio::sync::watch as signal;
use tokio_stream::wrappers::WatchStream;

use super::Settings;
use super::watch::Watching;
use crate::pipeline::{Followed, Memory};
use crate::source::memory::Changed;

/// The project, read anew after each change.
pub struct Live {
    pub settings: Settings,
    /// None until it has been read for the first time.
    current: OnceLock<RwLock<Followed>>,
    /// Counts the readings; a page that sees a new number reloads. None when the server ends.
    readings: RwLock<Option<signal::Sender<u64>>>,
}

impl Live {
    pub fn new(settings: Settings) -> Live {
        Live { settings, current: OnceLock::new(), readings: RwLock::new(Some(signal::Sender::new(0))) }
    }

    /// Reads the project, and reads it again for each change.
    pub fn follow(&self, watching: Watching) {
        let mut memory = Memory::default();
        let Settings { folder, options, .. } = &self.settings;
        self.current.get_or_init(|| RwLock::new(Followed::read(folder, options, &mut memory)));
        self.tell();
        watching.for_each(|changed| self.reload(&mut memory, &changed));
    }

    fn reload(&self, memory: &mut Memory, changed: &Changed) {
        let Settings { folder, options, .. } = &self.settings;
        let has_caught_up = self.current_mut().catch_up(folder, options, memory, changed);
        // Pages can be asked for while everything is read.
        let new = (!has_caught_up).then(|| self.current().read_again(folder, options, memory, changed));
        let former = new.map(|new| std::mem::replace(&mut *self.current_mut(), new));
        self.tell();
        // Held until the news is out: taking a large site apart takes a while.
        drop(former);
    }

    fn tell(&self) {
        if let Some(readings) = &*self.readings.read().expect(NO_PANIC) {
            readings.send_modify(|number| *number += 1);
        }
    }

    /// The project as it is now; asked for when it has been read.
    pub fn current(&self) -> RwLockReadGuard<'_, Followed> {
        self.current.get().expect("pages wait for the first reading").read().expect(NO_PANIC)
    }

    fn current_mut(&self) -> RwLockWriteGuard<'_, Followed> {
        self.current.get().expect("changes come after the first reading").write().expect(NO_PANIC)
    }

    /// Waits for the first reading; false when the server ends before it.
    pub async fn is_read(&self) -> bool {
        match self.subscribe() {
            Some(mut readings) => readings.wait_for(|number| *number > 0).await.is_ok(),
            None => false,
        }
    }

    /// The number of the last reading: 1 for the first, 0 before it.
    pub fn reading(&self) -> u64 {
        self.subscribe().map_or(0, |readings| *readings.borrow())
    }

    /// The numbers of the last reading and of each that follows; none when the server ends.
    pub fn readings(&self) -> Option<WatchStream<u64>> {
        self.subscribe().map(WatchStream::new)
    }

    fn subscribe(&self) -> Option<signal::Receiver<u64>> {
        self.readings.read().expect(NO_PANIC).as_ref().map(signal::Sender::subscribe)
    }

    /// Ends what waits for news: a graceful end would wait for it forever.
    pub fn end(&self) {
        *self.readings.write().expect(NO_PANIC) = None;
    }
}

const NO_PANIC: &str = "no thread panics while it holds the lock";
