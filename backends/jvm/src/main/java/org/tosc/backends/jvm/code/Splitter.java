package org.tosc.backends.jvm.code;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.tosc.backends.jvm.code.Piece.Exit;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;

/// Lays out functions so that no method passes 8,000 bytes, which is the size above which HotSpot
/// never compiles a method.
///
/// A function whose estimated size is too large is cut: runs of operations of its regions, inner
/// regions first, become pieces with methods of their own, until what is left fits. Values that
/// cross pieces live in a frame object; a `break`, `continue` or `return` out of a piece becomes
/// the code that the piece's method returns.
final class Splitter {
  /// What the JIT compiles at most (DontCompileHugeMethods).
  static final int MAX_BYTES = 8000;

  private static final int CALL = 24;

  /// The cost of an operand or result that may live in the frame.
  private static final int FRAMED = 13;

  private final int limit;
  private final IdentityHashMap<Region, List<Item>> cut = new IdentityHashMap<>();
  private final List<Piece> pieces = new ArrayList<>();

  private Splitter(int limit) {
    this.limit = limit;
  }

  /// An upper estimate of a function's size in one method.
  static int estimate(Function function) {
    return (int) Math.min(Integer.MAX_VALUE, new Estimate(5).region(function.body()));
  }

  /// A layout whose methods have at most about `limit` bytes.
  static Layout split(Function function, int limit) {
    Splitter splitter = new Splitter(limit);
    splitter.region(function.body(), false);
    return splitter.pieces.isEmpty()
        ? Layout.whole(function)
        : Layout.split(function, splitter.cut, splitter.pieces);
  }

  /// Cuts a region where needed; returns the size of what is left.
  private int region(Region region, boolean inLoop) {
    int[] weights = new int[region.ops().size()];
    long total = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = operation(region.ops().get(i), inLoop);
      total += weights[i];
    }
    return total <= limit ? (int) total : cut(region, weights, inLoop);
  }

  private int operation(Operation op, boolean inLoop) {
    if (op.op() == KernelOp.NEST) {
      return Estimate.own(op, FRAMED); // has a method of its own
    }
    boolean inner = inLoop || op.op() == CoreOp.LOOP;
    long total = Estimate.own(op, FRAMED);
    for (int i = 0; i < op.regions().size(); i++) {
      total += (long) region(op.region(i), inner) * copies(op, i);
    }
    if (total <= limit) {
      return (int) total;
    }
    total = Estimate.own(op, FRAMED);
    for (int i = 0; i < op.regions().size(); i++) {
      total += (long) enclose(op.region(i), inner) * copies(op, i);
    }
    return (int) total;
  }

  /// A cleanup is emitted at each exit; two is the least.
  private static int copies(Operation op, int region) {
    return op.op() == CoreOp.FINALLY && region == 1 ? 3 : 1;
  }

  /// Cuts a region even if it is small, unless it is tiny or cut already.
  private int enclose(Region region, boolean inLoop) {
    if (cut.containsKey(region) || region.ops().size() <= 4) {
      return region(region, inLoop);
    }
    int[] weights = new int[region.ops().size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (int) new Estimate(FRAMED).operation(region.ops().get(i));
    }
    return cut(region, weights, inLoop);
  }

  /// Cuts all operations but the terminator into runs.
  private int cut(Region region, int[] weights, boolean inLoop) {
    if (cut.containsKey(region)) {
      return cut.get(region).size() * CALL;
    }
    List<Item> items = new ArrayList<>();
    int last = weights.length - 1;
    int from = 0;
    int size = 0;
    for (int i = 0; i < last; i++) {
      if (i > from && size + weights[i] > limit) {
        items.add(run(region, from, i, inLoop));
        from = i;
        size = 0;
      }
      size += weights[i];
    }
    if (from < last) {
      items.add(run(region, from, last, inLoop));
    }
    items = group(items, inLoop);
    items.add(new Item.Straight(region.ops().subList(last, last + 1), last));
    cut.put(region, items);
    return items.size() * CALL + weights[last];
  }

  /// Calls of many runs are themselves cut into runs.
  private List<Item> group(List<Item> items, boolean inLoop) {
    int most = Math.max(4, limit / CALL / 2);
    List<Item> grouped = items;
    while (grouped.size() > most) {
      List<Item> outer = new ArrayList<>();
      for (int i = 0; i < grouped.size(); i += most) {
        outer.add(piece(grouped.subList(i, Math.min(grouped.size(), i + most)), inLoop));
      }
      grouped = outer;
    }
    return grouped;
  }

  private Item.Run run(Region region, int from, int to, boolean inLoop) {
    return piece(List.of(new Item.Straight(region.ops().subList(from, to), from)), inLoop);
  }

  private Item.Run piece(List<Item> items, boolean inLoop) {
    Set<Exit> exits = EnumSet.noneOf(Exit.class);
    items.forEach(item -> exits(item, exits));
    Piece piece = new Piece(pieces.size() + 1, items, exits, inLoop);
    pieces.add(piece);
    return new Item.Run(piece);
  }

  private static void exits(Item item, Set<Exit> exits) {
    switch (item) {
      case Item.Straight(List<Operation> ops, int _) -> ops.forEach(op -> exits(op, exits, false));
      case Item.Run(Piece piece) -> exits.addAll(piece.exits());
    }
  }

  private static void exits(Operation op, Set<Exit> exits, boolean inLoop) {
    if (op.op() == CoreOp.RETURN) {
      exits.add(Exit.RETURN);
    } else if (op.op() == CoreOp.TAIL_CALL) {
      exits.add(Exit.TAIL_CALL);
    } else if (op.op() == CoreOp.BREAK && !inLoop) {
      exits.add(Exit.BREAK);
    } else if (op.op() == CoreOp.CONTINUE && !inLoop) {
      exits.add(Exit.CONTINUE);
    }
    boolean inner = inLoop || op.op() == CoreOp.LOOP;
    for (Region region : op.regions()) {
      region.ops().forEach(o -> exits(o, exits, inner));
    }
  }

  /// Upper estimates of bytecode sizes, where an operand or result costs so many bytes.
  private record Estimate(int perValue) {
    long region(Region region) {
      long total = 0;
      for (Operation op : region.ops()) {
        total += operation(op);
      }
      return total;
    }

    long operation(Operation op) {
      long total = own(op, perValue);
      if (op.op() == KernelOp.NEST) {
        return total;
      }
      for (int i = 0; i < op.regions().size(); i++) {
        total += region(op.region(i)) * copies(op, i);
      }
      return total;
    }

    static int own(Operation op, int perValue) {
      if (op.op() == CoreOp.CONST) {
        return 0;
      }
      boolean boxes = op.op() == HostOp.LIST || op.op() == HostOp.DICT;
      int each = perValue + (boxes || op.op() instanceof KernelOp ? 8 : 0);
      return 10 + each * (op.operands().size() + op.results().size());
    }
  }
}
