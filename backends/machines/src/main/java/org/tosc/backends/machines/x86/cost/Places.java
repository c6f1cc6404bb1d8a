package org.tosc.backends.machines.x86.cost;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.x86.isa.Immediate;
import org.tosc.backends.machines.x86.isa.Indirect;
import org.tosc.backends.machines.x86.isa.Instruction;
import org.tosc.backends.machines.x86.isa.Register;
import org.tosc.backends.machines.x86.isa.Target;

/// What is known of addresses: each general register is something unknown plus a number, and two
/// addresses of the same unknowns are compared by their numbers.
final class Places {
  private static final int GENERAL = 16;
  private static final int LINE = 64;

  /// The base where there is none.
  private static final long KNOWN = -1;

  private final long[] origins = new long[GENERAL];
  private final long[] offsets = new long[GENERAL];
  private long next = GENERAL;

  /// Bytes at an address.
  ///
  /// @param base what the base register's unknown is
  /// @param scale of the index, 0 where there is none
  record Place(long base, long index, int scale, long offset, int bytes) {
    boolean overlaps(Place other) {
      return base == other.base
          && index == other.index
          && scale == other.scale
          && offset < other.offset + other.bytes
          && other.offset < offset + bytes;
    }
  }

  /// Whether two operands of one round, whose registers did not change between them, may lie in one
  /// cache line: begin at one multiple of 64 where their registers do.
  static boolean share(@Nullable Indirect a, @Nullable Indirect b) {
    return a != null
        && b != null
        && Objects.equals(a.base(), b.base())
        && Objects.equals(a.index(), b.index())
        && Math.floorDiv(a.displacement(), LINE) == Math.floorDiv(b.displacement(), LINE);
  }

  /// Where an address is known.
  static Place at(long address, int bytes) {
    return new Place(KNOWN, KNOWN, 0, address, bytes);
  }

  Places() {
    Arrays.setAll(origins, i -> i);
  }

  /// Where an operand lies before its instruction runs; null where nothing is known of it.
  @Nullable Place of(Indirect at) {
    if (at.index() != null && at.index().bytes() > Long.BYTES) {
      return null;
    }
    long offset = at.displacement();
    long base = KNOWN;
    long index = KNOWN;
    int scale = 0;
    if (at.base() != null) {
      base = origins[at.base().number()];
      offset += offsets[at.base().number()];
    }
    if (at.index() != null) {
      index = origins[at.index().number()];
      scale = at.scale();
      offset += offsets[at.index().number()] * scale;
    }
    return new Place(base, index, scale, offset, at.bytes());
  }

  /// Takes over what an instruction does to general registers.
  void run(Instruction i, Effects effects) {
    if (i.operands().isEmpty()
        || !(i.operands().getFirst() instanceof Register to)
        || to.bytes() > Long.BYTES
        || to.file() == Register.File.MASK
        || !effects.writes().get(Effects.id(to))) {
      return;
    }
    int r = to.number() & (GENERAL - 1);
    String name = i.mnemonic();
    switch (i.operands().getLast()) {
      case Immediate n when name.equals("add") -> offsets[r] += n.value();
      case Immediate n when name.equals("sub") -> offsets[r] -= n.value();
      case Register from when name.equals("mov") -> set(r, from, 0);
      case Indirect at when name.equals("lea") && at.index() == null && at.base() != null ->
          set(r, at.base(), at.displacement());
      case Immediate _ -> forget(r);
      case Register _ -> forget(r);
      case Indirect _ -> forget(r);
      case Target _ -> forget(r);
    }
  }

  private void forget(int r) {
    origins[r] = next++;
    offsets[r] = 0;
  }

  private void set(int r, Register from, long more) {
    int source = from.number() & (GENERAL - 1);
    origins[r] = origins[source];
    offsets[r] = offsets[source] + more;
  }
}
