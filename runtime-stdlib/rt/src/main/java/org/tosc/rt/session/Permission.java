package org.tosc.rt.session;

/// What a program may be allowed to do beyond computing. Checked at the runtime's doors, the same
/// on every engine.
public enum Permission {
  READ_MODEL("load models and weights"),
  WRITE_MODEL("save models, weights and checkpoints"),
  GPU_ACCESS("use a GPU"),
  NETWORK_LOCAL("connect to this machine"),
  NETWORK_REMOTE("connect to other machines"),
  FS_READ("read files, directories and environment variables"),
  FS_WRITE("write, create and delete files and directories"),
  IPC("exchange data with other processes"),
  SPAWN("start other programs"),
  GIT("read and change git repositories"),
  DEPLOY("serve requests on a port");

  private final String doc;

  Permission(String doc) {
    this.doc = doc;
  }

  public String doc() {
    return doc;
  }
}
