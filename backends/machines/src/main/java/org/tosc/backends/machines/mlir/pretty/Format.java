package org.tosc.backends.machines.mlir.pretty;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.mlir.dialect.OpRow;
import org.tosc.backends.machines.mlir.dialect.Signature;
import org.tosc.backends.machines.mlir.dialect.Signature.Count;
import org.tosc.backends.machines.mlir.dialect.Signature.Part;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.backends.machines.mlir.syntax.Draft;
import org.tosc.backends.machines.mlir.syntax.Parser;
import org.tosc.backends.machines.mlir.syntax.Parser.Name;
import org.tosc.backends.machines.mlir.syntax.PrettyForm;

/// Reads an operation by its row's format.
///
/// ```text
/// %a %a*      an operand, operands        T           a type, that of the variable T
/// {}          an attribute dictionary     fn          (operands) -> results
/// <key:kind>  an attribute, see Words     @a          operands `: ` their types, or nothing
/// dims(a)     [1, %b, 3]: numbers, and operands of `a`; pos(a) too, and leaves out nothing
/// (? … ?)     if its first element stands here       ^ a region       results  types of results
/// FAST  fastmath<…>    OVERFLOW  overflow<…>    UNIT:a  the word `a`    other words stand as they are
/// ```
final class Format implements PrettyForm {
  private final Signature signature;
  private final List<String> elements;

  private Format(Signature signature, List<String> elements) {
    this.signature = signature;
    this.elements = elements;
  }

  static PrettyForm of(OpRow row) {
    return new Format(row.signature(), List.of(row.format().split("\\s+", -1)));
  }

  @Override
  public void read(Parser in, Draft draft) {
    new Run(in, draft).read();
  }

  /// One reading.
  private final class Run {
    private final Parser in;
    private final Draft draft;
    private final Map<String, List<Name>> operands = new HashMap<>();
    private final Map<String, List<Type>> types = new HashMap<>();
    private final Map<String, Type> variables = new HashMap<>();
    private List<Type> results = List.of();
    private boolean isFunctional;
    private List<Type> functional = List.of();

    Run(Parser in, Draft draft) {
      this.in = in;
      this.draft = draft;
    }

    void read() {
      int at = 0;
      while (at < elements.size()) {
        String element = elements.get(at);
        boolean isSkipped = element.equals("(?") && !stands(elements.get(at + 1));
        if (isSkipped) {
          at = close(at);
        } else if (!element.equals("(?") && !element.equals("?)")) {
          element(element);
        }
        at++;
      }
      finish();
    }

    private int close(int from) {
      return from + elements.subList(from, elements.size()).indexOf("?)");
    }

    private boolean stands(String element) {
      if (element.startsWith("%")) {
        return in.cursor().atValue();
      }
      return element.endsWith(":rounding>") ? Words.isRounding(in.cursor().peek()) : in.at(element);
    }

    private void element(String element) {
      switch (element) {
        case "{}" -> attributes();
        case "^" -> draft.region(in.region(List.of()));
        case "fn" -> function();
        case "results" -> results = in.at("(") ? in.parenthesisedTypes() : in.typeList();
        case "FAST" -> flags("fastmath", "arith.fastmath");
        case "OVERFLOW" -> flags("overflow", "arith.overflow");
        default -> named(element);
      }
    }

    private void attributes() {
      Attribute.Dict read = in.optionalAttributes();
      draft.attributes(read);
    }

    private void function() {
      Type.Function type = in.functionType();
      isFunctional = true;
      functional = type.inputs();
      results = type.results();
    }

    private void flags(String word, String name) {
      if (in.accept(word)) {
        String key = word.equals("overflow") ? "overflowFlags" : word;
        draft.property(key, new Attribute.Dialect(name, in.body(), null));
      }
    }

    private void named(String element) {
      char first = element.charAt(0);
      if (first == '%') {
        boolean isMany = element.endsWith("*");
        String name = element.substring(1, element.length() - (isMany ? 1 : 0));
        operands.put(name, isMany ? in.values() : List.of(in.value()));
      } else if (first == '<' && element.length() > 1) {
        int colon = element.indexOf(':');
        String kind = element.substring(colon + 1, element.length() - 1);
        draft.property(element.substring(1, colon), Words.read(kind, in));
      } else if (first == '@') {
        typed(element.substring(1));
      } else if (element.startsWith("dims(") || element.startsWith("pos(")) {
        indexes(element.substring(element.indexOf('(') + 1, element.length() - 1));
      } else if (element.startsWith("UNIT:")) {
        unit(element.substring(5));
      } else if (Character.isUpperCase(first)) {
        variable(element);
      } else if (element.startsWith("=shuffle")) {
        shuffled();
      } else {
        in.expect(element);
      }
    }

    private void unit(String word) {
      if (in.accept(word)) {
        draft.property(word, new Attribute.Unit());
      }
    }

    private void variable(String name) {
      var at = in.cursor().offset();
      Type type = in.type();
      Type before = variables.putIfAbsent(name, type);
      if (before != null && !before.equals(type)) {
        throw in.cursor()
            .failAt(
                in.cursor().spanFrom(at),
                "`"
                    + draft.name()
                    + "` has one type here and there: `"
                    + before
                    + "` is expected,"
                    + " not `"
                    + type
                    + "`");
      }
    }

    private void typed(String name) {
      List<Name> values = in.values();
      operands.put(name, values);
      if (!values.isEmpty()) {
        in.expect(":");
        types.put(name, in.typeList());
      }
    }

    private void indexes(String name) {
      IndexList list = IndexList.read(in);
      operands.put(name, list.values());
      String key = name.equals("positions") ? "static_position" : "static_" + name;
      draft.property(key, list.numbers());
    }

    private void shuffled() {
      if (variables.get("A") instanceof Type.Vector vector) {
        List<Long> shape = new ArrayList<>(vector.shape());
        long count = draft.listSize("mask");
        if (shape.isEmpty()) {
          shape.add(count);
        } else {
          shape.set(0, count);
        }
        variables.put("R", Type.Vector.of(shape, vector.element()));
      }
    }

    private void finish() {
      List<Name> names = new ArrayList<>();
      List<Type> all = new ArrayList<>();
      List<Integer> segments = new ArrayList<>();
      for (Part part : signature.operands()) {
        List<Name> given = operands.getOrDefault(part.name(), List.of());
        names.addAll(given);
        segments.add(given.size());
        all.addAll(types.getOrDefault(part.name(), repeated(part, given.size())));
      }
      draft.operands(names, isFunctional ? functional : all);
      if (signature.hasSegments()) {
        draft.segments(segments.stream().mapToInt(Integer::intValue).toArray());
      }
      draft.results(isFunctional || !results.isEmpty() ? results : resultTypes());
    }

    private List<Type> repeated(Part part, int count) {
      List<Type> all = new ArrayList<>();
      Type type = part.type().in(variables);
      for (int i = 0; i < count && type != null; i++) {
        all.add(type);
      }
      return all;
    }

    private List<Type> resultTypes() {
      List<Type> all = new ArrayList<>();
      for (Part part : signature.results()) {
        Type type = part.count() == Count.ONE ? part.type().in(variables) : null;
        if (type != null) {
          all.add(type);
        }
      }
      return all;
    }
  }
}
