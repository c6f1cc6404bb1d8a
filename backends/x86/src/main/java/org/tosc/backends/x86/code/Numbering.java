package org.tosc.backends.x86.code;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Value;

/// The operations of a function in the order in which they are written, and when values are used
/// last: what is made outside a loop and used inside it is used until the loop ends.
final class Numbering {
  private static final int NEVER = -1;
  private static final int[] NONE = {};

  private final ByValue<Life> lives = new ByValue<>(Life::new);
  private final List<Loop> around = new ArrayList<>();
  private int next;

  /// A loop while it is numbered.
  private static final class Loop {
    private final int start;
    private int end;

    Loop(int start) {
      this.start = start;
    }
  }

  /// What becomes of a value.
  private static final class Life {
    /// The number of the operation that makes it, and that of the next one.
    private int maker = NEVER;

    private int made = NEVER;
    private @Nullable Region home;

    private int uses;
    private int lastUse = NEVER;
    private @Nullable Region usedIn;

    /// The outermost loop around its last use that it comes into from outside.
    private @Nullable Loop whole;

    /// The slot into which it is put last, and the number of the operation that does.
    private @Nullable Value slot;

    private int put = NEVER;

    /// The number of the operation that puts it into all lanes last.
    private int splat = NEVER;

    /// Of a slot: what is read from it, and the numbers of the operations that write it.
    private List<Life> gets = List.of();

    private int[] sets = NONE;

    void addGet(Life get) {
      gets = gets.isEmpty() ? new ArrayList<>() : gets;
      gets.add(get);
    }

    void addSet(int number) {
      sets = Arrays.copyOf(sets, sets.length + 1);
      sets[sets.length - 1] = number;
    }

    /// When it is used last; -1 where it never is.
    int last() {
      return whole == null ? lastUse : whole.end;
    }

    boolean isSetBetween(int from, int to) {
      for (int at : sets) {
        if (at > from && at < to) {
          return true;
        }
      }
      return false;
    }

    /// Whether something that is read from it is needed there.
    boolean isNeededBetween(int from, int to) {
      for (Life get : gets) {
        if (get.maker < to && get.last() > from) {
          return true;
        }
      }
      return false;
    }
  }

  Numbering(Function function) {
    region(function.body());
  }

  private Life life(Value value) {
    return lives.of(value);
  }

  private void region(Region region) {
    for (Value p : region.params()) {
      made(p, NEVER, region);
    }
    for (Operation o : region.ops()) {
      operation(o, next++, region);
    }
  }

  private void operation(Operation o, int number, Region region) {
    for (int i = 0; i < o.operands().size(); i++) {
      used(life(o.operand(i)), number, region);
    }
    if (o.op() == CoreOp.SLOT_GET) {
      life(o.operand(0)).addGet(life(o.result()));
    } else if (o.op() == CoreOp.SLOT_SET) {
      life(o.operand(0)).addSet(number);
      Life value = life(o.operand(1));
      value.slot = o.operand(0);
      value.put = number;
    } else if (o.op() == CoreOp.SPLAT) {
      life(o.operand(0)).splat = number;
    }
    if (!o.regions().isEmpty()) {
      Loop loop = new Loop(number);
      around.add(loop);
      o.regions().forEach(this::region);
      around.removeLast();
      loop.end = next++;
    }
    for (Value result : o.results()) {
      made(result, number, region);
    }
  }

  private void made(Value value, int maker, Region region) {
    Life life = life(value);
    life.maker = maker;
    life.made = next;
    life.home = region;
  }

  private void used(Life life, int number, Region region) {
    life.uses++;
    life.lastUse = number;
    life.usedIn = region;
    life.whole = null;
    for (int i = around.size() - 1; i >= 0 && around.get(i).start >= life.made; i--) {
      life.whole = around.get(i);
    }
  }

  /// How many operations write a slot.
  int sets(Value slot) {
    return life(slot).sets.length;
  }

  /// Whether an operation, which makes a value, is the last that needs another one.
  boolean isLastUse(Value value, Operation at) {
    return life(value).last() == life(at.result()).maker;
  }

  /// Whether a value is used once, beside the operation that makes it.
  boolean isUsedOnceHere(Value value) {
    return isUsedOnceHere(life(value));
  }

  private static boolean isUsedOnceHere(Life life) {
    return life.uses == 1 && life.usedIn == life.home;
  }

  /// Whether what an operation makes is used once, by the next operation, for all lanes.
  boolean isSplatNext(Operation maker) {
    Life life = life(maker.result());
    return isUsedOnceHere(life) && life.splat == life.maker + 1;
  }

  /// Whether a slot is left alone while something that was read from it is needed: then that is the
  /// slot itself.
  boolean isUnchanged(Operation get) {
    Life read = life(get.result());
    return !life(get.operand(0)).isSetBetween(read.maker, read.last());
  }

  /// The slot into which a value is put and in which it may be made, since nothing needs what that
  /// holds any more; null where there is none.
  ///
  /// @param maker the operation that makes the value, whose last step reads its operands before it
  ///   writes
  @Nullable Value slotOf(Operation maker) {
    Life made = life(maker.result());
    return made.slot != null && mayBeMadeIn(life(made.slot), made) ? made.slot : null;
  }

  private static boolean mayBeMadeIn(Life slot, Life value) {
    int from = value.maker;
    int to = value.put;
    return isUsedOnceHere(value)
        && slot.made != NEVER
        && slot.made <= from
        && !slot.isSetBetween(from, to)
        && !slot.isNeededBetween(from, to);
  }
}
