package org.tosc.backends.machines.x86.manual;

import java.util.List;
import java.util.Set;

/// One form of an instruction: a row of the tables.
///
/// @param id its number, from 0, in the order of the tables
/// @param mnemonic in lower case; for rows with three names by operand size (`cbw/cwde/cdqe`) all
///   of them
public record Row(
    int id, Encoding encoding, String mnemonic, List<Slot> operands, Set<Trait> traits) {
  public Row {
    operands = List.copyOf(operands);
    traits = Set.copyOf(traits);
  }

  public boolean has(Trait trait) {
    return traits.contains(trait);
  }

  /// Its name at an operand size of 2, 4 or 8 bytes.
  public String name(int operandSize) {
    if (mnemonic.indexOf('/') < 0) {
      return mnemonic;
    }
    String[] names = mnemonic.split("/", -1);
    int at = operandSize == 2 ? 0 : operandSize == 4 ? 1 : 2;
    return names[Math.min(at, names.length - 1)];
  }
}
