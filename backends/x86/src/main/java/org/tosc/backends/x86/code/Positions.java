package org.tosc.backends.x86.code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.x86.asm.Base;
import org.tosc.backends.x86.code.Routine.Sequence;

/// Positions in buffers as addresses: what does not change in a loop is computed before it, what
/// grows with it is added to from round to round, and constants stand in instructions (strength
/// reduction, Cocke and Kennedy 1977).
final class Positions {
  private static final int ELEMENT_BITS = 64;

  private final Draft draft;
  private final Map<Integer, Virtual> atoms = new HashMap<>();

  /// In which loop an atom is made; absent outside all loops.
  private final Map<Integer, Frame> homes = new HashMap<>();

  private final Map<Key, Virtual> outside = new HashMap<>();
  private final Set<Integer> params = new HashSet<>();
  private int nextAtom;
  private @Nullable Frame innermost;

  /// An address: a buffer, a position in it without its constant, and the bytes of an element.
  private record Key(Virtual buffer, Linear position, int bytes) {}

  /// A loop while it is written.
  ///
  /// @param before lines before its first round, in every round of the loop around it
  /// @param behind lines at the end of each round
  record Frame(
      @Nullable Frame parent,
      Sequence before,
      Sequence behind,
      int counter,
      Linear from,
      long step,
      Map<Key, Virtual> known) {}

  Positions(Draft draft) {
    this.draft = draft;
  }

  /// A parameter, in a register of 64 bits.
  Linear parameter(Virtual register) {
    params.add(nextAtom);
    return atom(register);
  }

  /// What is computed of parameters alone, where the function begins.
  Linear atStart(Virtual register) {
    params.add(nextAtom);
    atoms.put(nextAtom, register);
    return Linear.atom(nextAtom++);
  }

  boolean isOfParameters(Linear position) {
    for (Linear.Term term : position.terms()) {
      if (!params.contains(term.atom())) {
        return false;
      }
    }
    return true;
  }

  /// A number that is not known, in a register of 64 bits.
  Linear atom(Virtual register) {
    int id = nextAtom++;
    atoms.put(id, register);
    if (innermost != null) {
      homes.put(id, innermost);
    }
    return Linear.atom(id);
  }

  /// Begins a loop.
  ///
  /// @param before a place for lines before its first round
  /// @param behind a place for lines at the end of each round
  /// @param counter counts from `from` by `step`
  /// @return the counter as a position
  Linear enter(Sequence before, Sequence behind, Virtual counter, Linear from, long step) {
    int id = nextAtom++;
    atoms.put(id, counter);
    innermost = new Frame(innermost, before, behind, id, from, step, new HashMap<>());
    homes.put(id, innermost);
    return Linear.atom(id);
  }

  /// The loop that is being written; null outside of all.
  @Nullable Frame innermost() {
    return innermost;
  }

  /// Where lines go that need nothing but what was made in the rounds of a loop, before the
  /// outermost of the loops inside it that are being written.
  Sequence outermost(@Nullable Frame home) {
    Sequence place = draft.at();
    for (Frame frame = innermost; frame != null && frame != home; frame = frame.parent()) {
      place = frame.before();
    }
    return place;
  }

  void leave() {
    innermost = Objects.requireNonNull(innermost).parent();
  }

  /// The place of an element in memory.
  ///
  /// @param bytes of an element
  /// @param bits of the access
  Arg.Address address(Virtual buffer, Linear position, int bytes, int bits) {
    long displacement = position.constant() * bytes;
    Linear moving = position.withoutConstant();
    Frame frame = innermost;
    if (frame != null) {
      long scale = moving.factor(frame.counter()) * bytes;
      if (scale == 1 || scale == 2 || scale == 4 || scale == 8) {
        Linear still = moving.without(frame.counter());
        Virtual base = pointer(new Key(buffer, still, bytes), frame, draft.at());
        Virtual index = Objects.requireNonNull(atoms.get(frame.counter()));
        return new Arg.Address(
            base, index, (int) scale, Math.toIntExact(displacement), bits, false);
      }
    }
    Virtual base = pointer(new Key(buffer, moving, bytes), frame, draft.at());
    return new Arg.Address(base, null, 1, Math.toIntExact(displacement), bits, false);
  }

  /// The same place at a register that moves with the innermost loop, instead of at one that is
  /// fixed and the loop's counter. An instruction of three operands that reads memory at two
  /// registers takes two micro-operations where one would do (Fog, The microarchitecture of Intel,
  /// AMD and VIA CPUs, "Micro-op fusion" of Haswell and later: un-lamination): sixteen
  /// multiply-adds of an element for all lanes each take 1.06 of the time.
  Arg.Address withoutIndex(Arg.Address a) {
    Frame frame = innermost;
    if (frame == null || a.base() == null || a.index() == null) {
      return a;
    }
    boolean isCounter = a.index().equals(atoms.get(frame.counter()));
    boolean isFixed = !frame.known().containsValue(a.base());
    if (!isCounter || !isFixed) {
      return a;
    }
    Key key = new Key(a.base(), Linear.atom(frame.counter()), a.scale());
    Virtual base = pointer(key, frame, draft.at());
    return new Arg.Address(base, null, 1, a.displacement(), a.bits(), a.isBroadcast());
  }

  /// A register that holds an address in the rounds of a loop.
  ///
  /// @param place where lines of the loop's rounds may go, before the address is used
  private Virtual pointer(Key key, @Nullable Frame frame, Sequence place) {
    if (key.position().isConstant()) {
      return key.buffer();
    }
    if (frame == null) {
      boolean isFixed = isOfParameters(key.position());
      return outside.computeIfAbsent(key, k -> computed(k, isFixed ? draft.start() : place));
    }
    Virtual known = frame.known().get(key);
    if (known != null) {
      return known;
    }
    List<Integer> own = own(key.position(), frame);
    if (!own.isEmpty()) {
      return behind(key, own, frame, place);
    }
    return key.position().factor(frame.counter()) != 0
        ? grown(key, frame)
        : pointer(key, frame.parent(), frame.before());
  }

  /// An address of which some values are made in the rounds of a loop.
  private Virtual behind(Key key, List<Integer> own, Frame frame, Sequence place) {
    Linear rest = key.position();
    for (int id : own) {
      rest = rest.without(id);
    }
    Virtual base = pointer(new Key(key.buffer(), rest, key.bytes()), frame, place);
    Linear added = key.position().plus(rest, -1);
    Virtual made = computed(new Key(base, added, key.bytes()), place);
    frame.known().put(key, made);
    return made;
  }

  /// What of a position is made in the rounds of a loop, beside its counter.
  private List<Integer> own(Linear position, Frame frame) {
    List<Integer> own = new ArrayList<>();
    for (Linear.Term term : position.terms()) {
      if (term.atom() != frame.counter() && homes.get(term.atom()) == frame) {
        own.add(term.atom());
      }
    }
    return own;
  }

  /// An address that grows from round to round.
  private Virtual grown(Key key, Frame frame) {
    long factor = key.position().factor(frame.counter());
    Linear first = key.position().without(frame.counter()).plus(frame.from(), factor);
    Key begin = new Key(key.buffer(), first.withoutConstant(), key.bytes());
    Virtual base = pointer(begin, frame.parent(), frame.before());
    Virtual moving = draft.fresh(Bank.GENERAL);
    long skipped = first.constant() * key.bytes();
    draft.at(
        frame.before(),
        () -> {
          if (skipped == 0) {
            draft.move(moving, base, ELEMENT_BITS);
          } else {
            draft.write(
                Base.LEA,
                Draft.general(moving),
                new Arg.Address(base, null, 1, Math.toIntExact(skipped), 0, false));
          }
        });
    draft.at(
        frame.behind(),
        () ->
            draft.change(
                Base.ADD,
                Draft.general(moving),
                new Arg.Immediate(factor * frame.step() * key.bytes())));
    frame.known().put(key, moving);
    return moving;
  }

  private Virtual computed(Key key, Sequence place) {
    Virtual[] result = new Virtual[1];
    draft.at(
        place,
        () -> {
          Virtual sum = key.buffer();
          for (Linear.Term term : key.position().terms()) {
            sum = added(sum, term.atom(), term.factor() * key.bytes());
          }
          result[0] = sum;
        });
    return result[0];
  }

  /// `sum + factor · atom` in a new register.
  private Virtual added(Virtual sum, int atom, long factor) {
    Virtual from = Objects.requireNonNull(atoms.get(atom));
    Virtual made = draft.fresh(Bank.GENERAL);
    if (factor == 1 || factor == 2 || factor == 4 || factor == 8) {
      draft.write(
          Base.LEA, Draft.general(made), new Arg.Address(sum, from, (int) factor, 0, 0, false));
    } else {
      Virtual product = draft.fresh(Bank.GENERAL);
      draft.write(
          Base.IMUL, Draft.general(product), Draft.general(from), new Arg.Immediate(factor));
      draft.write(Base.LEA, Draft.general(made), new Arg.Address(sum, product, 1, 0, 0, false));
    }
    return made;
  }

  /// A position in a register of 64 bits, which nobody may change.
  Virtual value(Linear position) {
    if (position.isAtom()) {
      return Objects.requireNonNull(atoms.get(position.terms().getFirst().atom()));
    }
    Virtual sum = draft.fresh(Bank.GENERAL);
    draft.number(sum, position.constant());
    for (Linear.Term term : position.terms()) {
      sum = added(sum, term.atom(), term.factor());
    }
    return sum;
  }
}
