package org.tosc.backends.snitch.code;

import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.snitch.isa.Base;
import org.tosc.backends.snitch.isa.Instruction;
import org.tosc.backends.snitch.isa.XReg;

/// What the integer core does between computations, on what they have written.
final class Between {
  /// What the upper half of a number's bits, or half of it, is taken from for a guess ([Inverses]).
  private static final int RECIPROCAL_GUESS = 0x7fde6238;

  private static final int ROOT_GUESS = 0x5fe6eb50;

  /// Words at a time: as many as hide how long a load takes (snitch.md rule 3).
  private static final int AT_ONCE = 4;

  private final Draft draft;
  private final StackPlan stack;
  private final List<Integer> exits = new ArrayList<>();

  Between(Draft draft, StackPlan stack) {
    this.draft = draft;
    this.stack = stack;
  }

  /// The jumps to where the function is left for other code.
  List<Integer> exits() {
    return List.copyOf(exits);
  }

  /// Makes guesses, four at a time where that comes out even.
  void guess(Item.Guesses guesses) {
    int atOnce = guesses.count() % AT_ONCE == 0 ? AT_ONCE : 1;
    boolean isRoot = guesses.kind() == Term.Inverse.Kind.ROOT;
    XReg magic = draft.keep(isRoot ? ROOT_GUESS : RECIPROCAL_GUESS);
    XReg from = pointer(guesses.from());
    XReg to = pointer(guesses.to());
    XReg left = draft.take();
    draft.emit(Base.ADDI, left.number(), 0, 0);
    draft.add(left, left, guesses.count() / atOnce);
    draft.enterLoop();
    int again = draft.place();
    Clock before = draft.clock.copy();
    List<XReg> words = new ArrayList<>();
    for (int i = 0; i < atOnce; i++) {
      XReg word = draft.take();
      draft.emit(Base.LW, word.number(), i * Long.BYTES + Integer.BYTES, from.number());
      words.add(word);
    }
    for (int i = 0; i < atOnce; i++) {
      int word = words.get(i).number();
      if (isRoot) {
        draft.emit(Base.SRLI, word, word, 1);
      }
      draft.emit(Base.SUB, word, magic.number(), word);
      draft.emit(Base.SW, word, i * Long.BYTES + Integer.BYTES, to.number());
      draft.emit(Base.SW, 0, i * Long.BYTES, to.number());
    }
    draft.add(from, from, atOnce * Long.BYTES);
    draft.add(to, to, atOnce * Long.BYTES);
    draft.emit(Base.ADDI, left.number(), left.number(), -1);
    draft.branch(Base.BNE, left, XReg.ZERO, again);
    draft.clock.repeat(before, guesses.count() / atOnce);
    words.forEach(draft::giveBack);
    List.of(from, to, left).forEach(draft::giveBack);
    draft.release();
  }

  /// Leaves for the other code unless all words are below a limit: as whole numbers without a sign,
  /// in which NaN and what is negative are large.
  void check(Item.Check check) {
    XReg limit = draft.keep(check.element().upperBits(check.limit()));
    XReg at = pointer(check.at());
    List<Integer> places = check.places();
    for (int from = 0; from < places.size(); from += AT_ONCE) {
      List<XReg> words = new ArrayList<>();
      for (int place : places.subList(from, Math.min(from + AT_ONCE, places.size()))) {
        XReg word = draft.take();
        draft.emit(Base.LW, word.number(), place, at.number());
        words.add(word);
      }
      for (XReg word : words) {
        draft.emit(Base.BLTU, word.number(), limit.number(), 2 * Integer.BYTES);
        exits.add(draft.place());
        draft.append(Instruction.of(Base.JAL, 0, 0));
        draft.giveBack(word);
      }
    }
    draft.giveBack(at);
    draft.release();
  }

  private XReg pointer(Access access) {
    XReg register = draft.take();
    draft.add(register, XReg.SP, Math.toIntExact(stack.placed(access).offset()));
    return register;
  }
}
