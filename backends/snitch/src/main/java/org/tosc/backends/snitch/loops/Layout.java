package org.tosc.backends.snitch.loops;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tosc.backends.snitch.isa.Base;
import org.tosc.backends.snitch.isa.Instruction;

/// Instructions with jumps to labels. A branch that does not reach its target becomes the opposite
/// one over a jump.
final class Layout {
  private static final int WORD = Integer.BYTES;

  /// How far a branch reaches (The RISC-V Instruction Set Manual, volume I, 2.5.2).
  private static final int REACH = 1 << 12;

  private static final Map<Base, Base> OPPOSITES =
      Map.of(
          Base.BEQ, Base.BNE,
          Base.BNE, Base.BEQ,
          Base.BLT, Base.BGE,
          Base.BGE, Base.BLT,
          Base.BLTU, Base.BGEU,
          Base.BGEU, Base.BLTU);

  private final List<Item> items = new ArrayList<>();

  /// In front of which item a label stands.
  private final Map<Label, Integer> marks = new HashMap<>();

  private sealed interface Item {
    record Plain(Instruction instruction) implements Item {}

    record Jump(int link, Label to) implements Item {}

    record Branch(Base comparison, int a, int b, Label to, boolean isLong) implements Item {
      Branch lengthened() {
        return new Branch(comparison, a, b, to, true);
      }
    }
  }

  void add(Instruction instruction) {
    items.add(new Item.Plain(instruction));
  }

  void mark(Label label) {
    marks.put(label, items.size());
  }

  /// @param link gets the return address
  void jump(int link, Label to) {
    items.add(new Item.Jump(link, to));
  }

  void branch(Base comparison, int a, int b, Label to) {
    items.add(new Item.Branch(comparison, a, b, to, false));
  }

  List<Instruction> instructions() {
    int[] places = places();
    while (lengthen(places)) {
      places = places();
    }
    List<Instruction> instructions = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      write(items.get(i), places[i], places, instructions);
    }
    return instructions;
  }

  private int[] places() {
    int[] places = new int[items.size() + 1];
    for (int i = 0; i < items.size(); i++) {
      boolean isLong = items.get(i) instanceof Item.Branch b && b.isLong();
      places[i + 1] = places[i] + (isLong ? 2 * WORD : WORD);
    }
    return places;
  }

  private int place(Label label, int[] places) {
    return places[Objects.requireNonNull(marks.get(label), "a label without a place")];
  }

  /// Whether a branch did not reach its target, which it does now.
  private boolean lengthen(int[] places) {
    boolean isChanged = false;
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Item.Branch branch && !branch.isLong()) {
        int distance = place(branch.to(), places) - places[i];
        if (distance < -REACH || distance >= REACH) {
          items.set(i, branch.lengthened());
          isChanged = true;
        }
      }
    }
    return isChanged;
  }

  private void write(Item item, int at, int[] places, List<Instruction> to) {
    switch (item) {
      case Item.Plain(Instruction instruction) -> to.add(instruction);
      case Item.Jump(int link, Label label) ->
          to.add(Instruction.of(Base.JAL, link, place(label, places) - at));
      case Item.Branch(Base comparison, int a, int b, Label label, boolean isLong) -> {
        int distance = place(label, places) - at;
        if (isLong) {
          Base opposite = Objects.requireNonNull(OPPOSITES.get(comparison));
          to.add(Instruction.of(opposite, a, b, 2 * WORD));
          to.add(Instruction.of(Base.JAL, 0, distance - WORD));
        } else {
          to.add(Instruction.of(comparison, a, b, distance));
        }
      }
    }
  }
}
