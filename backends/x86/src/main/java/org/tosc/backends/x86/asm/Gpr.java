package org.tosc.backends.x86.asm;

/// The sixteen general-purpose registers, by their numbers in encodings (Intel SDM volume 2, table
/// 3-1).
public enum Gpr {
  RAX,
  RCX,
  RDX,
  RBX,
  RSP,
  RBP,
  RSI,
  RDI,
  R8,
  R9,
  R10,
  R11,
  R12,
  R13,
  R14,
  R15
}
