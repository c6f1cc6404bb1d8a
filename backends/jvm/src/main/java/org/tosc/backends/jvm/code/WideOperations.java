package org.tosc.backends.jvm.code;

import java.util.ArrayList;
import java.util.List;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;

/// Rewrites literals of very many parts, which no method could hold, as joins of smaller ones:
/// lists by `+`, strings by interpolation of interpolations, dicts by further assignments.
final class WideOperations {
  /// How many operands one operation may keep; even, since a dict has pairs.
  private static final int MOST = 128;

  private int nextId;
  private final List<Operation> made = new ArrayList<>();

  private WideOperations(int nextId) {
    this.nextId = nextId;
  }

  /// The function with no literal of more parts; itself where it has none.
  static Function narrow(Function function) {
    if (!isWide(function.body())) {
      return function;
    }
    WideOperations rewriter = new WideOperations(Uses.of(function).limit());
    return new Function(
        function.symbol(),
        function.results(),
        rewriter.region(function.body()),
        function.attributes(),
        function.span());
  }

  private static boolean isWide(Region region) {
    return region.ops().stream()
        .anyMatch(op -> isWide(op) || op.regions().stream().anyMatch(WideOperations::isWide));
  }

  private static boolean isWide(Operation op) {
    boolean literal = op.op() == HostOp.LIST || op.op() == HostOp.DICT || op.op() == HostOp.CONCAT;
    return literal && op.operands().size() > MOST;
  }

  private Region region(Region region) {
    List<Operation> ops = new ArrayList<>();
    for (Operation op : region.ops()) {
      if (isWide(op)) {
        made.clear();
        rewrite(op);
        ops.addAll(made);
      } else {
        List<Region> nested = op.regions().stream().map(this::region).toList();
        ops.add(
            new Operation(
                op.op(), op.operands(), op.attributes(), nested, op.results(), op.span()));
      }
    }
    return new Region(region.params(), ops);
  }

  private void rewrite(Operation op) {
    if (op.op() == HostOp.DICT) {
      dict(op);
    } else if (op.op() == HostOp.LIST) {
      list(op);
    } else {
      concat(op, op.operands());
    }
  }

  private void dict(Operation op) {
    List<Value> entries = op.operands();
    append(op, HostOp.DICT, entries.subList(0, MOST), op.results());
    for (int i = MOST; i < entries.size(); i += 2) {
      append(op, HostOp.SET, List.of(op.result(), entries.get(i), entries.get(i + 1)), List.of());
    }
  }

  private void list(Operation op) {
    List<Value> parts = chunks(op, op.operands(), HostType.LIST);
    while (parts.size() > 1) {
      List<Value> joined = new ArrayList<>();
      for (int i = 0; i + 1 < parts.size(); i += 2) {
        joined.add(make(op, HostOp.ADD, parts.subList(i, i + 2), HostType.ANY));
      }
      if (parts.size() % 2 == 1) {
        joined.add(parts.getLast());
      }
      parts = joined;
    }
    append(op, HostOp.UNBOX, parts, op.results());
  }

  private void concat(Operation op, List<Value> operands) {
    if (operands.size() <= MOST) {
      append(op, HostOp.CONCAT, operands, op.results());
    } else {
      concat(op, chunks(op, operands, HostType.STR));
    }
  }

  /// The operation on consecutive parts of the operands.
  private List<Value> chunks(Operation op, List<Value> operands, Type type) {
    List<Value> parts = new ArrayList<>();
    for (int i = 0; i < operands.size(); i += MOST) {
      List<Value> some = operands.subList(i, Math.min(operands.size(), i + MOST));
      parts.add(make(op, (HostOp) op.op(), some, type));
    }
    return parts;
  }

  private Value make(Operation from, HostOp op, List<Value> operands, Type type) {
    Value result = new Value(nextId++, type);
    append(from, op, operands, List.of(result));
    return result;
  }

  private void append(Operation from, HostOp op, List<Value> operands, List<Value> results) {
    made.add(new Operation(op, operands, Attributes.NONE, List.of(), results, from.span()));
  }
}
