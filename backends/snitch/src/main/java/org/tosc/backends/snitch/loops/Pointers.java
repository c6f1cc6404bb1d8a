package org.tosc.backends.snitch.loops;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.snitch.code.Unsupported;
import org.tosc.backends.snitch.isa.Base;
import org.tosc.backends.snitch.isa.Multiply;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Value;

/// Addresses that are moved along in a loop: made in front of it and added to in each round, one
/// for all accesses that are a few bytes apart.
final class Pointers {
  /// Accesses that are in one part of so many bytes have one pointer.
  private static final int PART = 1 << 10;

  /// More would take the registers from others.
  private static final int MOST = 10;

  private final Values values;
  private final Draft draft;
  private final Map<Operation, Address> addresses = new IdentityHashMap<>();

  /// A register with a displacement.
  record Address(Arg base, int displacement) {}

  /// What is added to a pointer in each round.
  record Move(Arg pointer, int bytes) {}

  /// What the accesses of one pointer have in common.
  private record Group(Value buffer, Map<Value, Integer> factors, int part) {}

  Pointers(Values values) {
    this.values = values;
    this.draft = values.draft;
  }

  /// The address of an access, null where no pointer is moved along for it.
  @Nullable Address of(Operation access) {
    return addresses.get(access);
  }

  /// Makes the pointers of a loop.
  List<Move> begin(Operation loop, Induction induction) throws Unsupported {
    Map<Group, Arg> pointers = new HashMap<>();
    List<Move> moves = new ArrayList<>();
    for (Operation access : accesses(Induction.body(loop), new ArrayList<>())) {
      Value buffer = access.operand(0);
      Induction.Sum position = induction.of(access.operands().getLast());
      if (position == null || values.find(buffer) == null) {
        continue;
      }
      int bytes = (int) Accesses.buffer(access, buffer).element().bits() / Byte.SIZE;
      int constant = position.constant() * bytes;
      Group group = new Group(buffer, position.factors(), Math.floorDiv(constant, PART));
      Arg pointer = pointers.get(group);
      if (pointer == null) {
        if (pointers.size() == MOST) {
          continue;
        }
        int growth = induction.growth(position) * bytes;
        pointer = pointer(group, bytes, induction, growth != 0);
        pointers.put(group, pointer);
        if (growth != 0) {
          moves.add(new Move(pointer, growth));
        }
      }
      addresses.put(access, new Address(pointer, Math.floorMod(constant, PART)));
    }
    return moves;
  }

  /// Those that are not in loops inside.
  private static List<Operation> accesses(List<Operation> ops, List<Operation> found) {
    for (Operation operation : ops) {
      if (operation.op() == KernelOp.LOAD || operation.op() == KernelOp.STORE) {
        found.add(operation);
      } else if (operation.op() == CoreOp.IF) {
        for (Region region : operation.regions()) {
          accesses(region.ops(), found);
        }
      }
    }
    return found;
  }

  /// What an access has in the first round.
  private Arg pointer(Group group, int bytes, Induction induction, boolean isMoved) {
    Arg buffer = values.register(group.buffer());
    Arg sum = buffer;
    int constant = group.part() * PART;
    List<Map.Entry<Value, Integer>> terms = new ArrayList<>(group.factors().entrySet());
    terms.sort(Comparator.comparingInt(entry -> entry.getKey().id()));
    for (Map.Entry<Value, Integer> term : terms) {
      int factor = term.getValue() * bytes;
      Integer initial = induction.initial(term.getKey());
      if (initial == null) {
        Arg product = product(values.register(term.getKey()), factor);
        sum = draft.whole(Base.ADD, sum, product);
      } else {
        constant += initial * factor;
      }
    }
    if (Values.isImmediate(constant) && (constant != 0 || (isMoved && sum == buffer))) {
      return draft.whole(Base.ADDI, sum, Arg.number(constant));
    }
    return constant == 0 ? sum : draft.whole(Base.ADD, sum, values.constants.whole(constant));
  }

  private Arg product(Arg number, int factor) {
    if (factor == 1) {
      return number;
    }
    if (factor > 0 && Integer.bitCount(factor) == 1) {
      int shift = Integer.numberOfTrailingZeros(factor);
      return draft.whole(Base.SLLI, number, Arg.number(shift));
    }
    return draft.whole(Multiply.MUL, number, values.constants.whole(factor));
  }

  /// Moves pointers at the end of a round.
  void move(List<Move> moves) {
    for (Move move : moves) {
      Arg pointer = move.pointer();
      if (Values.isImmediate(move.bytes())) {
        draft.emit(Base.ADDI, pointer, pointer, Arg.number(move.bytes()));
      } else {
        draft.emit(Base.ADD, pointer, pointer, values.constants.whole(move.bytes()));
      }
    }
  }
}
