package org.tosc.backends.x86.asm;

/// Integers, jumps and calls: what every x86-64 CPU has, and its extensions on general-purpose
/// registers.
public enum Base implements Opcode {
  RET(" : C3"),
  JMP("Jb : EB cb", "Jz : E9 cd", "Eq : FF /4"),
  JNZ("Jb : 75 cb", "Jz : 0F 85 cd"),
  SUB("rAX,Ibs : 83 /5 ib");

  private final Forms forms;

  Base(String... rows) {
    this.forms = new Forms(rows);
  }

  @Override
  public Forms forms() {
    return forms;
  }
}
