package org.tosc.backends.machines.snitch.isa;

/// A word with what it means.
///
/// @param first register number of `rs1`
/// @param second register number of `rs2`
/// @param third register number of `rs3`
/// @param immediate where the row has one
/// @param readsFirst whether the integer core waits for `rs1`
/// @param readsSecond whether it waits for `rs2`
public record Instruction(
    int word,
    Row row,
    Behaviour behaviour,
    int rd,
    int first,
    int second,
    int third,
    int immediate,
    boolean readsFirst,
    boolean readsSecond) {
  static Instruction of(int word, Row row) {
    return new Instruction(
        word,
        row,
        row.behaviour(),
        word >>> 7 & 0x1F,
        word >>> 15 & 0x1F,
        word >>> 20 & 0x1F,
        word >>> 27,
        row.layout().immediate(word),
        row.readsFirst(),
        row.readsSecond());
  }
}
