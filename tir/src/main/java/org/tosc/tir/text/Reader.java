package org.tosc.tir.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Global;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.OpRow;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.TypeRule;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;
import org.tosc.tir.source.Span;

/// Reads the text form; see the package's grammar. A text that breaks it gives one diagnostic.
public final class Reader {
  private static final int MAX_DEPTH = 200;

  private final Source source;
  private final Scanner in;
  private final TypeReader types;
  private final Map<Integer, Value> values = new HashMap<>();
  private int depth;

  private Reader(Source source) {
    this.source = source;
    this.in = new Scanner(source);
    this.types = new TypeReader(in);
  }

  /// A module, or why there is none.
  public sealed interface Result {
    record Read(Module module) implements Result {}

    record Refused(Diagnostic diagnostic) implements Result {}
  }

  public static Result read(Source source) {
    try {
      return new Result.Read(new Reader(source).module());
    } catch (Scanner.Fault fault) {
      return new Result.Refused(fault.diagnostic());
    }
  }

  private Module module() throws Scanner.Fault {
    List<Global> globals = new ArrayList<>();
    List<Function> functions = new ArrayList<>();
    Set<String> globalNames = new HashSet<>();
    Set<String> functionNames = new HashSet<>();
    while (!in.atEnd()) {
      int start = in.offset();
      if (in.accept("global")) {
        String symbol = in.symbol();
        unique(globalNames, symbol, start);
        in.expect(":");
        globals.add(new Global(symbol, types.type(), source.span(start, in.offset())));
      } else {
        in.expect("func");
        String symbol = in.symbol();
        unique(functionNames, symbol, start);
        functions.add(function(symbol, start));
      }
    }
    return new Module(globals, functions);
  }

  private void unique(Set<String> names, String symbol, int start) throws Scanner.Fault {
    if (!names.add(symbol)) {
      throw in.faultAt(start, "@" + symbol + " is defined twice");
    }
  }

  private Function function(String symbol, int start) throws Scanner.Fault {
    values.clear();
    in.expect("(");
    List<Value> params = params(")");
    in.expect("->");
    in.expect("(");
    List<Type> results = in.looksAt(")") ? List.of() : typeList();
    in.expect(")");
    Attributes attributes = attributesIfAny();
    Span span = source.span(start, in.offset());
    in.expect("{");
    return new Function(symbol, results, new Region(params, operations()), attributes, span);
  }

  private List<Value> params(String close) throws Scanner.Fault {
    List<Value> params = new ArrayList<>();
    while (!in.accept(close)) {
      if (!params.isEmpty()) {
        in.expect(",");
      }
      int start = in.offset();
      int id = in.value();
      in.expect(":");
      params.add(define(id, types.type(), start));
    }
    return params;
  }

  private List<Operation> operations() throws Scanner.Fault {
    if (++depth > MAX_DEPTH) {
      throw in.fault("regions nest at most " + MAX_DEPTH + " deep");
    }
    List<Operation> operations = new ArrayList<>();
    while (!in.accept("}")) {
      operations.add(operation());
    }
    depth--;
    return operations;
  }

  private Operation operation() throws Scanner.Fault {
    int start = in.offset();
    List<Integer> resultIds = in.looksAt("%") ? resultIds() : List.of();
    int at = in.offset();
    String mnemonic = in.word("an operation");
    Op op = Op.parse(mnemonic);
    if (op == null) {
      throw in.faultAt(at, "expected an operation of `tosc ops`, found `" + mnemonic + "`");
    }
    List<Value> operands = in.accept("(") ? operands() : List.of();
    Attributes attributes = looksAtAttributes(op) ? attributes() : Attributes.NONE;
    @Nullable List<Type> stated = in.accept(":") ? typeList() : null;
    List<Region> regions = regions(op);
    int end = in.offset();
    Span span = in.accept("loc") ? location() : source.span(start, end);
    List<Value> results = results(op, operands, attributes, stated, resultIds, start);
    return new Operation(op, operands, attributes, regions, results, span);
  }

  private List<Integer> resultIds() throws Scanner.Fault {
    List<Integer> ids = new ArrayList<>();
    do {
      ids.add(in.value());
    } while (in.accept(","));
    in.expect("=");
    return ids;
  }

  private List<Value> operands() throws Scanner.Fault {
    List<Value> operands = new ArrayList<>();
    do {
      int start = in.offset();
      int id = in.value();
      Value value = values.get(id);
      if (value == null) {
        throw in.faultAt(start, "%" + id + " is used before it is defined");
      }
      operands.add(value);
    } while (in.accept(","));
    in.expect(")");
    return operands;
  }

  private List<Region> regions(Op op) throws Scanner.Fault {
    List<Region> regions = new ArrayList<>();
    int least = op.row().regions().size();
    for (int i = 0; i < least || (op.row().repeatsRegions() && in.looksAt("{")); i++) {
      in.expect("{");
      List<Value> params = List.of();
      if (in.accept("^")) {
        in.expect("(");
        params = params(")");
        in.expect(":");
      }
      regions.add(new Region(params, operations()));
    }
    return regions;
  }

  private List<Value> results(
      Op op,
      List<Value> operands,
      Attributes attributes,
      @Nullable List<Type> stated,
      List<Integer> ids,
      int start)
      throws Scanner.Fault {
    List<Type> resultTypes =
        switch (op.row().results()) {
          case OpRow.Results.Declared ignored -> stated == null ? List.of() : stated;
          case OpRow.Results.Inferred(TypeRule rule) ->
              inferred(op, rule, operands, attributes, start);
        };
    if (resultTypes.size() != ids.size()) {
      throw in.faultAt(
          start,
          op.mnemonic()
              + " gives "
              + resultTypes.size()
              + " results, found "
              + ids.size()
              + " names");
    }
    List<Value> results = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      results.add(define(ids.get(i), resultTypes.get(i), start));
    }
    return results;
  }

  private List<Type> inferred(
      Op op, TypeRule rule, List<Value> operands, Attributes attributes, int start)
      throws Scanner.Fault {
    String complaint = org.tosc.tir.verify.RowCheck.operandsAndAttributes(op, operands, attributes);
    if (complaint != null) {
      throw in.faultAt(start, complaint);
    }
    try {
      return rule.infer(Value.types(operands), attributes);
    } catch (TypeRule.Mismatch mismatch) {
      throw in.faultAt(start, op.mnemonic() + ": " + mismatch.words());
    }
  }

  private Value define(int id, Type type, int start) throws Scanner.Fault {
    Value value = new Value(id, type);
    if (values.put(id, value) != null) {
      throw in.faultAt(start, "%" + id + " is defined twice");
    }
    return value;
  }

  private List<Type> typeList() throws Scanner.Fault {
    List<Type> list = new ArrayList<>();
    do {
      list.add(types.type());
    } while (in.accept(","));
    return list;
  }

  private Span location() throws Scanner.Fault {
    in.expect("(");
    int start = offset();
    in.expect(",");
    int end = offset();
    in.expect(")");
    return source.span(start, end);
  }

  private int offset() throws Scanner.Fault {
    int at = in.offset();
    String digits = in.number();
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException notAnOffset) {
      throw in.faultAt(at, "expected an offset, found `" + digits + "`");
    }
  }

  /// `{` opens attributes unless the operation has regions and a region's text follows.
  private boolean looksAtAttributes(Op op) {
    return op.row().regions().isEmpty() ? in.looksAt("{") : startsAttributes();
  }

  private boolean startsAttributes() {
    return in.looksAt("{") && AttributeReader.looksLikeAttributes(source.text(), in.offset());
  }

  private Attributes attributesIfAny() throws Scanner.Fault {
    // A function's body and its attributes both open with a brace; attributes start `{ name =`.
    return startsAttributes() ? attributes() : Attributes.NONE;
  }

  private Attributes attributes() throws Scanner.Fault {
    Map<String, Attribute> attributes = new TreeMap<>();
    AttributeReader reader = new AttributeReader(in, types);
    in.expect("{");
    while (!in.accept("}")) {
      if (!attributes.isEmpty()) {
        in.expect(",");
      }
      int start = in.offset();
      String name = in.word("an attribute's name");
      in.expect("=");
      if (attributes.put(name, reader.attribute()) != null) {
        throw in.faultAt(start, "attribute `" + name + "` stands twice");
      }
    }
    return Attributes.of(attributes);
  }
}
