package org.tosc.rt.session;

/// `exit(code)` on its way to the host. Guest code cannot catch it; its `finally` blocks run.
public final class ExitRequest extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;

  public ExitRequest(int code) {
    super("exit " + code, null, false, false);
    this.code = code;
  }

  public int code() {
    return code;
  }
}
