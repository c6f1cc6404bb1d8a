package org.tosc.backends.x86.asm;

/// A register by its number.
public sealed interface Register extends Operand permits Gpr, Vec, Mask, Tile {
  /// From 0 on, as encodings count.
  int number();

  /// As assemblers write it.
  String text();
}
