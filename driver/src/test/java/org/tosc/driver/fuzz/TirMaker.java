package org.tosc.driver.fuzz;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CellType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Global;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Type;
import org.tosc.tir.source.Source;
import org.tosc.tir.source.Span;

/// Makes programs of the families `core` and `host`, well typed by construction. The program of
/// number n is the function `@p<n>.main`, which leaves the values of all its variables in a list.
final class TirMaker {
  /// Positions for operations: every one its own, on lines of 16 columns.
  private static final Source PLACES = new Source("fuzz.tir", "abcdefghijklmno\n".repeat(1024));

  private final List<Function> functions = new ArrayList<>();
  private final List<Global> globals = new ArrayList<>();
  private final Map<Op, Long> used = new HashMap<>();

  List<Function> functions() {
    return functions;
  }

  List<Global> globals() {
    return globals;
  }

  /// How often each operation was made.
  Map<Op, Long> used() {
    return used;
  }

  /// Adds one program and returns the symbol of its main function.
  String add(int number, Choices choices) {
    String prefix = "p" + number;
    int[] place = {0};
    EnumMap<Scalar, String> scalars = new EnumMap<>(Scalar.class);
    for (Scalar scalar : List.of(Scalar.I64, Scalar.F64, Scalar.I1)) {
      scalars.put(scalar, global(prefix, scalar.text(), scalar));
    }
    String any = global(prefix, "any", HostType.ANY);
    TirContext context = new TirContext(prefix, choices, scalars, any, used, () -> place(place));
    boolean helpers = choices.below(3) > 0;
    if (helpers) {
      functions.add(closed(context));
      context.closure = prefix + ".closed";
      functions.add(again(context));
      context.callee = prefix + ".again";
    }
    functions.add(main(context));
    return prefix + ".main";
  }

  private static Span place(int[] next) {
    int at = next[0]++ % (PLACES.text().length() - 1);
    return PLACES.span(at, at + 1);
  }

  private String global(String prefix, String name, Type type) {
    String symbol = prefix + "." + name;
    globals.add(new Global(symbol, type, Span.NONE));
    return symbol;
  }

  private static Function main(TirContext context) {
    TirBody body = new TirBody(context, "main");
    body.variables();
    body.block(2);
    return body.finish(List.of(HostType.ANY), Attributes.NONE, body::everything);
  }

  /// `closed(cell, captured, p)`: the code of closures.
  private static Function closed(TirContext context) {
    TirBody body = new TirBody(context, "closed");
    body.param(new CellType(HostType.ANY));
    body.param(HostType.ANY);
    body.param(HostType.ANY);
    body.variables();
    body.block(0);
    Attributes attributes =
        Attributes.of("name", Attribute.of("closed"))
            .with("params", Attribute.strings(List.of("p")))
            .with("captures", Attribute.of(2L));
    return body.finish(List.of(HostType.ANY), attributes, () -> body.value(HostType.ANY, 2));
  }

  /// `again(x, y, n)`: calls itself with n - 1, by a tail call or another, while n is above 0.
  private static Function again(TirContext context) {
    TirBody body = new TirBody(context, "again");
    body.param(Scalar.I64);
    body.param(Scalar.F64);
    var n = body.param(Scalar.I64);
    body.variables();
    body.block(0);
    body.recurse(n);
    return body.finish(List.of(Scalar.I64), Attributes.NONE, () -> body.value(Scalar.I64, 2));
  }

  /// Every operation of the two families that programs have; the others need what only the front
  /// end makes.
  static List<Op> covered() {
    List<Op> all = new ArrayList<>(List.of(CoreOp.values()));
    all.remove(CoreOp.UNREACHABLE);
    all.removeAll(
        List.of(
            CoreOp.QUOT,
            CoreOp.REM,
            CoreOp.ZERO,
            CoreOp.TUPLE,
            CoreOp.ITEM,
            CoreOp.WITH,
            CoreOp.ARRAY,
            CoreOp.SPLAT_ARRAY,
            CoreOp.ELEMENT,
            CoreOp.WITH_ELEMENT,
            CoreOp.ADDRESS,
            CoreOp.CALL_ADDRESS)); // of statically typed programs
    all.removeAll(
        List.of(
            CoreOp.WRAPPING_SHL,
            CoreOp.WRAPPING_SHR,
            CoreOp.LDEXP,
            CoreOp.BITCAST,
            CoreOp.SPLAT,
            CoreOp.LANES_BELOW,
            CoreOp.REDUCE_ADD,
            CoreOp.REDUCE_MAX,
            CoreOp.REDUCE_MIN,
            CoreOp.DOT4,
            CoreOp.SHUFFLE)); // what passes make: the engine's own tests generate these
    all.addAll(List.of(HostOp.values()));
    all.removeAll(List.of(HostOp.SUPER, HostOp.PARTS, HostOp.CHECK_DIMS));
    all.removeAll(List.of(HostOp.FOLLOWS, HostOp.STAND_IN)); // of kernels inside derivatives
    return all;
  }
}
