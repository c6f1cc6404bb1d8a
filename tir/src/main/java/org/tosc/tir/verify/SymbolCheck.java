package org.tosc.tir.verify;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.CellType;
import org.tosc.tir.ir.CodeType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Global;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;

/// Rule 7: what symbols name exists and has the types of its uses.
final class SymbolCheck {
  private SymbolCheck() {}

  static @Nullable String call(Module module, Operation o) {
    String symbol = o.attributes().symbol("callee");
    Function callee = module.function(symbol);
    if (callee == null) {
      return "there is no function @" + symbol;
    }
    List<Type> wanted = types(callee.params());
    if (!wanted.equals(types(o.operands()))) {
      return "@" + symbol + " takes " + wanted + ", found " + types(o.operands());
    }
    return callee.results().equals(types(o.results()))
        ? null
        : "@" + symbol + " gives " + callee.results() + ", found " + types(o.results());
  }

  static @Nullable String callAddress(Operation o) {
    CodeType code = (CodeType) o.operand(0).type();
    List<Type> found = types(o.operands().subList(1, o.operands().size()));
    if (!code.params().equals(found)) {
      return code + " takes " + code.params() + ", found " + found;
    }
    return code.results().equals(types(o.results()))
        ? null
        : code + " gives " + code.results() + ", found " + types(o.results());
  }

  static @Nullable String address(Module module, Operation o) {
    String symbol = o.attributes().symbol("function");
    Function target = module.function(symbol);
    if (target == null) {
      return "there is no function @" + symbol;
    }
    CodeType code = CodeType.of(target);
    return code.equals(o.result().type())
        ? null
        : "@" + symbol + " is " + code + ", found " + o.result().type();
  }

  /// A launch: extents of a grid, then the arguments of a function without results.
  static @Nullable String launch(Module module, Operation o, List<Value> arguments) {
    String symbol = o.attributes().symbol("callee");
    Function callee = module.function(symbol);
    if (callee == null) {
      return "there is no function @" + symbol;
    }
    if (!callee.results().isEmpty()) {
      return "a launched function has no results, found " + callee.results() + " of @" + symbol;
    }
    List<Type> wanted = types(callee.params());
    return wanted.equals(types(arguments))
        ? null
        : "@" + symbol + " takes " + wanted + ", found " + types(arguments);
  }

  static @Nullable String global(Module module, Operation o) {
    String symbol = o.attributes().symbol("global");
    Global global = module.global(symbol);
    if (global == null) {
      return "there is no global @" + symbol;
    }
    Type found = o.op() == CoreOp.GLOBAL_GET ? o.result().type() : o.operand(0).type();
    return global.type().equals(found)
        ? null
        : "global @" + symbol + " is " + global.type() + ", found " + found;
  }

  static @Nullable String closure(Module module, Operation o) {
    String symbol = o.attributes().symbol("function");
    Function target = module.function(symbol);
    if (target == null) {
      return "there is no function @" + symbol;
    }
    if (target.captures() != o.operands().size()) {
      return "@"
          + symbol
          + " captures "
          + target.captures()
          + " variables, found "
          + o.operands().size();
    }
    List<Type> wanted = types(target.params().subList(0, target.captures()));
    return wanted.equals(types(o.operands()))
        ? null
        : "@" + symbol + " captures " + wanted + ", found " + types(o.operands());
  }

  static @Nullable String cell(Type cell, Type content) {
    return cell instanceof CellType(Type holds) && holds.equals(content)
        ? null
        : cell + " cannot hold " + content;
  }

  private static List<Type> types(List<Value> values) {
    return Value.types(values);
  }
}
