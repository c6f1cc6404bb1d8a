package org.tosc.backends.snitch.cluster;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Assembly as it is written, with labels and words of the hart's own memory under names.
final class Listing {
  private static final int BARRIER = 0x7c2;

  private final StringBuilder text = new StringBuilder();
  private final Map<String, Integer> slots = new HashMap<>();
  private int labels;

  String text() {
    return text.toString();
  }

  /// An instruction.
  void add(String format, Object... operands) {
    text.append("    ").append(String.format(Locale.ROOT, format, operands)).append('\n');
  }

  void comment(String words) {
    text.append("    # ").append(words).append('\n');
  }

  /// A label that nothing else has.
  String label(String stem) {
    return ".L" + stem + labels++;
  }

  void place(String label) {
    text.append(label).append(":\n");
  }

  /// Waits until all harts are here (snitch.md 2.8). A core with Zawrs would reserve a word and
  /// wait for its change here.
  void barrier() {
    add("csrr zero, 0x%x", BARRIER);
  }

  /// A word of the hart's memory as an operand: `12(sp)`.
  String slot(String name) {
    return slots.computeIfAbsent(name, _ -> slots.size() * Integer.BYTES) + "(sp)";
  }

  /// Bytes of all slots, of which the stack stays aligned.
  int slotBytes() {
    return (slots.size() * Integer.BYTES + 15) & -16;
  }

  void load(String register, String slot) {
    add("lw %s, %s", register, slot(slot));
  }

  void store(String register, String slot) {
    add("sw %s, %s", register, slot(slot));
  }

  void number(String register, long value) {
    add("li %s, %d", register, value);
  }

  /// `register += value`, by way of another register where the number is large.
  void increase(String register, long value, String other) {
    if (value != 0 && value == value << 52 >> 52) {
      add("addi %s, %s, %d", register, register, value);
    } else if (value != 0) {
      number(other, value);
      add("add %s, %s, %s", register, register, other);
    }
  }

  /// `register += slot * times`.
  void addProduct(String register, String slot, long times, String a, String b) {
    if (times != 0) {
      load(a, slot);
      number(b, times);
      add("mul %s, %s, %s", a, a, b);
      add("add %s, %s, %s", register, register, a);
    }
  }
}
