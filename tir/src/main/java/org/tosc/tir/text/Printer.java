package org.tosc.tir.text;

import java.util.List;
import java.util.stream.Collectors;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Global;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.OpRow;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Quote;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;

/// Writes a module in the text form. Equal modules give equal text, and [Reader] gives the module
/// back.
public final class Printer {
  private final StringBuilder out = new StringBuilder();
  private final boolean spans;
  private int depth;

  private Printer(boolean spans) {
    this.spans = spans;
  }

  public static String print(Module module) {
    return new Printer(false).module(module);
  }

  /// With the source offsets of every operation: `loc(12, 17)`.
  public static String printWithSpans(Module module) {
    return new Printer(true).module(module);
  }

  public static String print(Function function) {
    Printer printer = new Printer(false);
    printer.function(function);
    return printer.out.toString();
  }

  private String module(Module module) {
    for (Global global : module.globals()) {
      out.append("global ")
          .append(Quote.symbol(global.symbol()))
          .append(" : ")
          .append(global.type())
          .append('\n');
    }
    for (Function function : module.functions()) {
      if (!out.isEmpty()) {
        out.append('\n');
      }
      function(function);
    }
    return out.toString();
  }

  private void function(Function function) {
    out.append("func ").append(Quote.symbol(function.symbol()));
    out.append('(')
        .append(params(function.params()))
        .append(") -> (")
        .append(types(function.results()))
        .append(')');
    attributes(function.attributes());
    out.append(" {\n");
    operations(function.body().ops());
    out.append("}\n");
  }

  private void operations(List<Operation> operations) {
    depth++;
    for (Operation operation : operations) {
      indent();
      operation(operation);
      out.append('\n');
    }
    depth--;
  }

  private void operation(Operation o) {
    if (!o.results().isEmpty()) {
      out.append(values(o.results())).append(" = ");
    }
    out.append(o.op().mnemonic());
    if (!o.operands().isEmpty()) {
      out.append('(').append(values(o.operands())).append(')');
    }
    attributes(o.attributes());
    if (o.op().row().results() instanceof OpRow.Results.Declared && !o.results().isEmpty()) {
      out.append(" : ").append(types(Value.types(o.results())));
    }
    for (Region region : o.regions()) {
      region(region);
    }
    if (spans && !o.span().isNone()) {
      out.append(" loc(").append(o.span().start()).append(", ").append(o.span().end()).append(')');
    }
  }

  private void region(Region region) {
    out.append(" {");
    if (!region.params().isEmpty()) {
      out.append(" ^(").append(params(region.params())).append("):");
    }
    out.append('\n');
    operations(region.ops());
    indent();
    out.append('}');
  }

  private void attributes(Attributes attributes) {
    if (!attributes.isEmpty()) {
      out.append(' ').append(attributes);
    }
  }

  private void indent() {
    out.repeat("  ", depth);
  }

  private static String values(List<Value> values) {
    return values.stream().map(Value::toString).collect(Collectors.joining(", "));
  }

  private static String params(List<Value> values) {
    return values.stream().map(v -> v + ": " + v.type()).collect(Collectors.joining(", "));
  }

  private static String types(List<Type> types) {
    return types.stream().map(Type::toString).collect(Collectors.joining(", "));
  }
}
