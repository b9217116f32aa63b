// user://: a folder that the browser keeps for this page, in IndexedDB.

const FOLDERS = "/user/";

export class Storage {
  folder = FOLDERS + encodeURIComponent(location.pathname.replace(/index\.html$/, ""));
  persistent = false;
  problem = "";  // why it is not

  #FS;
  #saving = false;
  #changed = false;  // since that began

  constructor(FS) {
    this.#FS = FS;
  }

  // Brings what was kept. Where that cannot be, what is written lasts as long as the page.
  async open() {
    this.#FS.mkdirTree(this.folder);
    try {
      this.#FS.mount(this.#FS.filesystems.IDBFS, {}, this.folder);
      await this.#sync(true);
      this.persistent = true;
    } catch (error) {
      this.#lose(error);
    }
  }

  // Keeps what was written. While that goes on, what comes is kept after it.
  async changed() {
    this.#changed = true;
    if (this.#saving || !this.persistent) return;
    this.#saving = true;
    try {
      while (this.#changed) {
        this.#changed = false;
        await this.#sync(false);
      }
    } catch (error) {
      this.#lose(error);
      console.error(`What was written to user:// could not be kept: ${this.problem}`);
    }
    this.#saving = false;
  }

  #lose(error) {
    this.persistent = false;
    this.problem = error?.message ?? String(error);
  }

  #sync(fromBrowser) {
    return new Promise((done, failed) => {
      this.#FS.syncfs(fromBrowser, (error) => (error ? failed(error) : done()));
    });
  }
}
