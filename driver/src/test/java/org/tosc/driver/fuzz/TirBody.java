package org.tosc.driver.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CellType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.SlotType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;

/// The statements of one function: variables, control, effects. Loops count, so that every program
/// ends.
final class TirBody {
  private static final List<Scalar> NARROW =
      List.of(
          Scalar.I32,
          Scalar.I8,
          Scalar.I16,
          Scalar.U8,
          Scalar.U16,
          Scalar.U32,
          Scalar.F32,
          Scalar.F16,
          Scalar.BF16);
  private static final int MAX_LOOPS = 2;

  final TirContext context;
  final Choices c;
  final TirScope scope;
  private final TirValues values;
  private final String name;
  private int loops;

  TirBody(TirContext context, String name) {
    this.context = context;
    this.c = context.choices;
    this.name = name;
    this.scope = new TirScope(context, context.prefix + "." + name);
    this.values = new TirValues(this);
  }

  Value param(Type type) {
    Value value = scope.builder.param(type);
    scope.see(value);
    return value;
  }

  Value value(Type type, int depth) {
    return values.of(type, depth);
  }

  /// A slot per type that matters, one of a narrow type, and a cell.
  void variables() {
    for (Type type : List.of(Scalar.I64, Scalar.F64, Scalar.I1, HostType.ANY)) {
      slot(type);
    }
    slot(c.pick(NARROW));
    if (c.coin()) {
      Value initial = value(HostType.ANY, 1);
      Type cell = new CellType(HostType.ANY);
      scope.see(scope.stated(HostOp.CELL, cell, Attributes.NONE, initial));
    }
  }

  private Value slot(Type type) {
    Value slot =
        c.coin()
            ? scope.stated(CoreOp.SLOT, new SlotType(type), Attributes.NONE, value(type, 1))
            : scope.stated(CoreOp.SLOT, new SlotType(type), Attributes.NONE);
    scope.see(slot);
    return slot;
  }

  Function finish(List<Type> results, Attributes attributes, Supplier<Value> result) {
    if (!scope.builder.isTerminated()) {
      scope.op(CoreOp.RETURN, result.get());
    }
    return scope.builder.finish(results, attributes, context.places.get());
  }

  /// All variables and the globals in one list, as `any`.
  Value everything() {
    List<Value> items = new ArrayList<>();
    for (Value seen : List.copyOf(scope.seen())) {
      if (seen.type() instanceof SlotType(Type content)) {
        items.add(values.hosted(scope.op(CoreOp.SLOT_GET, seen), content));
      }
    }
    context.globals.forEach((type, symbol) -> items.add(scope.globalGet(symbol, type)));
    items.add(scope.globalGet(context.anyGlobal, HostType.ANY));
    return scope.op(HostOp.BOX, scope.op(HostOp.LIST, items.toArray(Value[]::new)));
  }

  /// What a function of results of these types returns in the middle.
  private void leave() {
    switch (name) {
      case "main" -> scope.op(CoreOp.RETURN, everything());
      case "again" -> scope.op(CoreOp.RETURN, value(Scalar.I64, 1));
      default -> scope.op(CoreOp.RETURN, value(HostType.ANY, 1));
    }
  }

  /// `if n > 0` the function again with n - 1.
  void recurse(Value n) {
    if (scope.builder.isTerminated()) {
      return;
    }
    Value condition = scope.op(CoreOp.GT, n, scope.constant(Scalar.I64, Attribute.of(0L)));
    boolean tail = c.coin();
    Region then =
        scope.region(
            List.of(),
            () -> {
              Value x = value(Scalar.I64, 2);
              Value y = value(Scalar.F64, 1);
              Value less = scope.op(CoreOp.SUB, n, scope.constant(Scalar.I64, Attribute.of(1L)));
              if (tail) {
                scope.op(CoreOp.TAIL_CALL, x, y, less);
              } else {
                Attributes callee =
                    Attributes.of("callee", new Attribute.Symbol(context.prefix + ".again"));
                Value result = scope.stated(CoreOp.CALL, Scalar.I64, callee, x, y, less);
                scope.op(CoreOp.RETURN, result);
              }
            });
    own(CoreOp.IF, List.of(condition), then, scope.region(List.of(), () -> {}));
  }

  private void own(Op op, List<Value> operands, Region... regions) {
    scope.owner(op, List.of(), operands, List.of(regions));
  }

  void block(int depth) {
    int count = 1 + c.below(depth == 0 ? 2 : 4);
    for (int i = 0; i < count && !scope.builder.isTerminated(); i++) {
      statement(depth);
    }
  }

  private Region nested(int depth) {
    return scope.region(List.of(), () -> block(depth));
  }

  private void statement(int depth) {
    switch (c.below(depth == 0 ? 9 : 15)) {
      case 0, 1, 2 -> assign();
      case 3 -> globalSet();
      case 4 -> print();
      case 5 -> new TirEffects(this, values).effect();
      case 6 -> sometimes();
      case 7 -> scope.see(value(scope.anyType(c), 3));
      case 8 -> exit();
      case 9 -> own(CoreOp.IF, List.of(value(Scalar.I1, 2)), nested(depth - 1), nested(depth - 1));
      case 10 -> loop(depth);
      case 11 -> attempt(depth);
      case 12 -> cleanUp(depth);
      case 13 -> iterate(depth);
      default -> unless(depth);
    }
  }

  private void assign() {
    Value slot = c.pick(scope.slots());
    scope.op(CoreOp.SLOT_SET, slot, value(((SlotType) slot.type()).content(), 3));
  }

  private void globalSet() {
    List<Map.Entry<Scalar, String>> all = List.copyOf(context.globals.entrySet());
    int at = c.below(all.size() + 1);
    Type type = at == all.size() ? HostType.ANY : all.get(at).getKey();
    String symbol = at == all.size() ? context.anyGlobal : all.get(at).getValue();
    Attributes global = Attributes.of("global", new Attribute.Symbol(symbol));
    scope.with(CoreOp.GLOBAL_SET, global, value(type, 2));
  }

  private void print() {
    Attributes name = Attributes.of("name", Attribute.of("print"));
    scope.stated(HostOp.BUILTIN, HostType.ANY, name, value(HostType.ANY, 2));
  }

  /// An exit on one path only.
  private void sometimes() {
    Value condition = value(Scalar.I1, 2);
    own(
        CoreOp.IF,
        List.of(condition),
        scope.region(List.of(), this::exit),
        scope.region(List.of(), this::assign));
  }

  /// An exit where a condition does not hold, and nothing but that.
  private void unless(int depth) {
    Value condition = value(Scalar.I1, 2);
    own(CoreOp.IF, List.of(condition), nested(depth - 1), scope.region(List.of(), this::exit));
  }

  private void exit() {
    switch (c.below(6)) {
      case 0 -> leave();
      case 1 -> scope.op(CoreOp.THROW, value(HostType.ANY, 2));
      case 2 -> breakOr(CoreOp.BREAK);
      case 3 -> breakOr(CoreOp.CONTINUE);
      case 4 -> {
        Value zero = scope.constant(Scalar.I64, Attribute.of(0L));
        scope.op(CoreOp.FLOORDIV, value(Scalar.I64, 1), zero);
      }
      default -> assign();
    }
  }

  private void breakOr(CoreOp op) {
    if (loops > 0) {
      scope.op(op);
    } else {
      leave();
    }
  }

  private void loop(int depth) {
    if (loops == MAX_LOOPS) {
      assign();
      return;
    }
    Value i =
        scope.stated(CoreOp.SLOT, new SlotType(Scalar.I64), Attributes.NONE); // not seen: it counts
    Value limit = scope.constant(Scalar.I64, Attribute.of(1L + c.below(3)));
    Region condition =
        scope.region(
            List.of(),
            () -> scope.op(CoreOp.YIELD, scope.op(CoreOp.LT, scope.op(CoreOp.SLOT_GET, i), limit)));
    loops++;
    Region body = nested(depth - 1);
    loops--;
    Region step = scope.region(List.of(), () -> count(i));
    own(CoreOp.LOOP, List.of(), condition, body, step);
  }

  private void count(Value i) {
    Value one = scope.constant(Scalar.I64, Attribute.of(1L));
    scope.op(CoreOp.SLOT_SET, i, scope.op(CoreOp.ADD, scope.op(CoreOp.SLOT_GET, i), one));
  }

  /// `for` over the items of a value, at most a few.
  private void iterate(int depth) {
    if (loops == MAX_LOOPS) {
      assign();
      return;
    }
    Attributes pairs = c.rarely(4) ? Attributes.of("pairs", Attribute.of(true)) : Attributes.NONE;
    Value iter = scope.with(HostOp.ITER, pairs, value(HostType.ANY, 2)).result();
    Value left =
        scope.stated(
            CoreOp.SLOT,
            new SlotType(Scalar.I64),
            Attributes.NONE,
            scope.constant(Scalar.I64, Attribute.of(-3L)));
    Region condition =
        scope.region(
            List.of(),
            () -> {
              Value zero = scope.constant(Scalar.I64, Attribute.of(0L));
              Value few = scope.op(CoreOp.LT, scope.op(CoreOp.SLOT_GET, left), zero);
              scope.op(CoreOp.YIELD, scope.op(CoreOp.AND, few, scope.op(HostOp.HAS_NEXT, iter)));
            });
    loops++;
    Region body =
        scope.region(
            List.of(),
            () -> {
              scope.see(scope.op(HostOp.NEXT, iter));
              block(depth - 1);
            });
    loops--;
    own(CoreOp.LOOP, List.of(), condition, body, scope.region(List.of(), () -> count(left)));
  }

  private void attempt(int depth) {
    Region body = nested(depth - 1);
    Region handler =
        scope.handler(
            caught -> {
              if (c.coin()) {
                member(caught);
              }
              block(depth - 1);
            });
    own(CoreOp.TRY, List.of(), body, handler);
  }

  /// What handlers look at.
  private void member(Value caught) {
    String name = c.pick(List.of("kind", "message", "line", "column"));
    Value part =
        scope.with(HostOp.MEMBER, Attributes.of("name", Attribute.of(name)), caught).result();
    Value slot =
        scope.slots().stream()
            .filter(s -> ((SlotType) s.type()).content() == HostType.ANY)
            .findFirst()
            .orElseThrow();
    scope.op(CoreOp.SLOT_SET, slot, part);
  }

  private void cleanUp(int depth) {
    Region body = nested(depth - 1);
    Region cleanup = nested(depth - 1);
    own(CoreOp.FINALLY, List.of(), body, cleanup);
  }

  Operation unpacked(Value from, int count, Attributes attributes) {
    List<Type> types = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      types.add(HostType.ANY);
    }
    return scope.statedAll(HostOp.UNPACK, types, attributes, List.of(from));
  }
}
