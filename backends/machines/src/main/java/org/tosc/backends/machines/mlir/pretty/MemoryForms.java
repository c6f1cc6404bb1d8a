package org.tosc.backends.machines.mlir.pretty;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.mlir.ir.AffineExpr;
import org.tosc.backends.machines.mlir.ir.AffineMap;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.backends.machines.mlir.syntax.Draft;
import org.tosc.backends.machines.mlir.syntax.Parser;
import org.tosc.backends.machines.mlir.syntax.Parser.Name;
import org.tosc.backends.machines.mlir.syntax.PrettyForm;

/// What is irregular of memref and bufferization.
final class MemoryForms {
  static final Map<String, PrettyForm> ALL =
      Map.of(
          "memref.global", MemoryForms::global,
          "memref.transpose", MemoryForms::transpose,
          "bufferization.to_memref", MemoryForms::toMemref,
          "bufferization.to_tensor", MemoryForms::toTensor,
          "bufferization.alloc_tensor", MemoryForms::allocTensor,
          "bufferization.dealloc", MemoryForms::dealloc);

  private MemoryForms() {}

  private static void global(Parser in, Draft draft) {
    if (in.cursor().atString()) {
      draft.property("sym_visibility", new Attribute.Text(in.string()));
    }
    if (in.accept("constant")) {
      draft.property("constant", new Attribute.Unit());
    }
    draft.property("sym_name", new Attribute.Text(in.symbolName()));
    in.expect(":");
    Type type = in.type();
    draft.property("type", new Attribute.TypeValue(type));
    if (in.accept("=")) {
      boolean isUninitialised = in.accept("uninitialized");
      draft.property("initial_value", isUninitialised ? new Attribute.Unit() : in.elementsOf(type));
    }
    draft.attributes(in.optionalAttributes());
  }

  private static void transpose(Parser in, Draft draft) {
    Name value = in.value();
    Map<String, AffineExpr> names = new HashMap<>();
    in.expect("(");
    while (!in.at(")")) {
      names.put(in.cursor().word("a name"), new AffineExpr.Dim(names.size()));
      if (!in.accept(",")) {
        break;
      }
    }
    in.expect(")");
    in.expect("->");
    List<AffineExpr> results =
        in.affineList(
            "(",
            ")",
            word -> {
              AffineExpr found = names.get(word);
              if (found == null) {
                throw in.fail("a name of an axis is expected, not `" + word + "`");
              }
              in.cursor().next();
              return found;
            });
    draft.attributes(in.optionalAttributes());
    draft.property("permutation", new Attribute.Affine(new AffineMap(names.size(), 0, results)));
    in.expect(":");
    Type from = in.type();
    in.expect("to");
    draft.operand(value, from).result(in.type());
  }

  private static void flags(Parser in, Draft draft, String... words) {
    for (String word : words) {
      if (in.accept(word)) {
        draft.property(word, new Attribute.Unit());
      }
    }
  }

  private static Type tensorOf(Parser in, Type type) {
    return switch (type) {
      case Type.MemRef m -> new Type.Tensor(m.shape(), m.element(), null);
      case Type.UnrankedMemRef m -> new Type.UnrankedTensor(m.element());
      case Type.Tensor t -> t;
      case Type _ -> throw in.fail("a memref is expected, not `" + type + "`");
    };
  }

  private static void toMemref(Parser in, Draft draft) {
    Name value = in.value();
    flags(in, draft, "read_only");
    draft.attributes(in.optionalAttributes());
    in.expect(":");
    Type type = in.type();
    draft.operand(value, tensorOf(in, type)).result(type);
  }

  private static void toTensor(Parser in, Draft draft) {
    Name value = in.value();
    flags(in, draft, "restrict", "writable");
    draft.attributes(in.optionalAttributes());
    in.expect(":");
    Type type = in.type();
    draft.operand(value, type).result(in.accept("to") ? in.type() : tensorOf(in, type));
  }

  private static void allocTensor(Parser in, Draft draft) {
    in.expect("(");
    List<Name> sizes = in.values();
    in.expect(")");
    List<Name> copy = new ArrayList<>();
    List<Name> hint = new ArrayList<>();
    if (in.accept("copy")) {
      in.expect("(");
      copy.add(in.value());
      in.expect(")");
    }
    if (in.accept("size_hint")) {
      in.expect("=");
      hint.add(in.value());
    }
    draft.attributes(in.optionalAttributes());
    in.expect(":");
    Type type = in.type();
    Type index = new Type.Index();
    draft.operandsOf(sizes, index).operandsOf(copy, type).operandsOf(hint, index).result(type);
    draft.segments(sizes.size(), copy.size(), hint.size());
  }

  private static void dealloc(Parser in, Draft draft) {
    List<Name> conditions = List.of();
    int memrefs = typed(in, draft);
    if (in.accept("if")) {
      conditions = ScfForms.names(in);
      draft.operandsOf(conditions, Type.i(1));
    }
    int retained = in.accept("retain") ? typed(in, draft) : 0;
    draft.segments(memrefs, conditions.size(), retained);
    List<Type> results = new ArrayList<>();
    for (int i = 0; i < retained; i++) {
      results.add(Type.i(1));
    }
    draft.results(results).attributes(in.optionalAttributes());
  }

  private static int typed(Parser in, Draft draft) {
    if (!in.accept("(")) {
      return 0;
    }
    List<Name> values = in.values();
    in.expect(":");
    draft.operands(values, in.typeList());
    in.expect(")");
    return values.size();
  }
}
