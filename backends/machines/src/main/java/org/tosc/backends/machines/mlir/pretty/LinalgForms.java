package org.tosc.backends.machines.mlir.pretty;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tosc.backends.machines.mlir.dialect.LinalgNames;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Operation.Definition;
import org.tosc.backends.machines.mlir.ir.Operation.Region;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.backends.machines.mlir.linalg.NamedBody;
import org.tosc.backends.machines.mlir.linalg.NamedOp;
import org.tosc.backends.machines.mlir.syntax.Draft;
import org.tosc.backends.machines.mlir.syntax.Parser;
import org.tosc.backends.machines.mlir.syntax.Parser.Name;
import org.tosc.backends.machines.mlir.syntax.PrettyForm;

/// linalg: `ins(%a, %b : …) outs(%c : …)`, with what an operation adds to it.
final class LinalgForms {
  static final Map<String, PrettyForm> ALL = all();

  private LinalgForms() {}

  private static Map<String, PrettyForm> all() {
    Map<String, PrettyForm> forms = new HashMap<>();
    LinalgNames.STRUCTURED.forEach(name -> forms.put("linalg." + name, LinalgForms::named));
    forms.put("linalg.generic", LinalgForms::generic);
    forms.put("linalg.map", LinalgForms::map);
    forms.put("linalg.reduce", LinalgForms::reduce);
    forms.put("linalg.transpose", (in, d) -> permuted(in, d, "permutation"));
    forms.put("linalg.broadcast", (in, d) -> permuted(in, d, "dimensions"));
    forms.put("linalg.softmax", LinalgForms::softmax);
    return forms;
  }

  /// The operands of an operation while its text is read.
  private static final class Operands {
    private final List<Type> inputs = new ArrayList<>();
    private final List<Type> outputs = new ArrayList<>();

    static Operands read(Parser in, Draft draft) {
      Operands operands = new Operands();
      operands.group(in, draft, "ins", operands.inputs);
      operands.group(in, draft, "outs", operands.outputs);
      return operands;
    }

    static Operands readSegments(Parser in, Draft draft) {
      Operands operands = read(in, draft);
      draft.segments(operands.inputs.size(), operands.outputs.size());
      return operands;
    }

    private void group(Parser in, Draft draft, String word, List<Type> into) {
      if (!in.accept(word)) {
        return;
      }
      in.expect("(");
      List<Name> values = in.values();
      if (!values.isEmpty()) {
        in.expect(":");
        into.addAll(in.typeList());
      }
      in.expect(")");
      draft.operands(values, into);
    }

    void need(Parser in, Draft draft, int least) {
      if (inputs.size() < least || outputs.isEmpty()) {
        throw in.fail("`" + draft.name() + "` has `ins` and `outs`");
      }
    }

    void check(Parser in, Draft draft, int wanted) {
      if (inputs.size() != wanted || outputs.size() != 1) {
        throw in.fail(
            "`"
                + draft.name()
                + "` has "
                + wanted
                + " `ins` and 1 `outs`, here are "
                + inputs.size()
                + " and "
                + outputs.size());
      }
    }

    List<Type> elements() {
      List<Type> all = new ArrayList<>();
      inputs.forEach(t -> all.add(elementOf(t)));
      outputs.forEach(t -> all.add(elementOf(t)));
      return all;
    }

    /// What comes out is what goes in as outputs, where that is a tensor.
    List<Type> results() {
      return outputs.stream()
          .filter(t -> t instanceof Type.Tensor || t instanceof Type.UnrankedTensor)
          .toList();
    }
  }

  private static void properties(Parser in, Draft draft) {
    if (in.accept("<")) {
      in.optionalAttributes().entries().forEach(draft::property);
      in.expect(">");
    }
    in.optionalAttributes().entries().forEach(draft::property);
  }

  private static void results(Parser in, Draft draft, Operands operands) {
    draft.results(in.accept("->") ? in.resultTypes() : operands.results());
  }

  private static void named(Parser in, Draft draft) {
    properties(in, draft);
    Operands operands = Operands.readSegments(in, draft);
    properties(in, draft);
    NamedOp row = NamedOp.of(draft.name());
    if (row != null) {
      operands.check(in, draft, row.inputs());
      draft.region(NamedBody.of(row, operands.elements(), draft.properties(), in.cursor().span()));
    }
    results(in, draft, operands);
  }

  private static void generic(Parser in, Draft draft) {
    in.optionalAttributes().entries().forEach(draft::property);
    Attribute iterators = draft.properties().get("iterator_types");
    if (iterators != null) {
      draft.property("iterator_types", Words.iterators(iterators, "linalg"));
    }
    Operands operands = Operands.readSegments(in, draft);
    if (in.accept("attrs")) {
      in.expect("=");
      draft.attributes(in.optionalAttributes());
    }
    draft.region(in.region(List.of()));
    results(in, draft, operands);
  }

  private static void permuted(Parser in, Draft draft, String key) {
    Operands operands = Operands.read(in, draft);
    operands.check(in, draft, 1);
    in.expect(key);
    in.expect("=");
    draft.property(key, Words.bracketed(in)).attributes(in.optionalAttributes());
    NamedOp copy = Objects.requireNonNull(NamedOp.of("linalg.copy"));
    draft.region(NamedBody.of(copy, operands.elements(), Map.of(), in.cursor().span()));
    results(in, draft, operands);
  }

  private static void softmax(Parser in, Draft draft) {
    draft.attributes(in.optionalAttributes());
    in.expect("dimension");
    in.expect("(");
    draft.property("dimension", new Attribute.Int(in.integer(), Type.i(64)));
    in.expect(")");
    Operands operands = Operands.read(in, draft);
    results(in, draft, operands);
  }

  /// `{ arith.addf }` stands for a body of that one operation.
  private static String shortBody(Parser in) {
    if (!in.at("{")) {
      return "";
    }
    in.expect("{");
    String name = in.cursor().word("the name of an operation");
    in.optionalAttributes();
    in.expect("}");
    return name;
  }

  private static Type elementOf(Type type) {
    return type instanceof Type.Shaped shaped ? shaped.element() : type;
  }

  private static Region body(Parser in) {
    in.expect("(");
    List<Definition> arguments = new ArrayList<>();
    while (!in.at(")")) {
      Name name = in.value();
      in.expect(":");
      arguments.add(name.defines(in.type()));
      if (!in.accept(",")) {
        break;
      }
    }
    in.expect(")");
    return in.region(arguments);
  }

  private static void map(Parser in, Draft draft) {
    String name = shortBody(in);
    Operands operands = Operands.read(in, draft);
    draft.attributes(in.optionalAttributes());
    operands.need(in, draft, 0);
    Type result = elementOf(operands.outputs.getFirst());
    List<Type> inputs = operands.inputs.stream().map(LinalgForms::elementOf).toList();
    draft.region(name.isEmpty() ? body(in) : in.shortBody(name, inputs, false, result));
    draft.results(operands.results());
  }

  private static void reduce(Parser in, Draft draft) {
    String name = shortBody(in);
    Operands operands = Operands.read(in, draft);
    in.expect("dimensions");
    in.expect("=");
    draft.property("dimensions", Words.bracketed(in)).attributes(in.optionalAttributes());
    operands.need(in, draft, 1);
    Type result = elementOf(operands.outputs.getFirst());
    List<Type> types = List.of(elementOf(operands.inputs.getFirst()), result);
    draft.region(name.isEmpty() ? body(in) : in.shortBody(name, types, true, result));
    draft.results(operands.results());
  }
}
