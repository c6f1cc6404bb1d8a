package org.tosc.backends.machines.mlir.pretty;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tosc.backends.machines.mlir.ir.AffineExpr;
import org.tosc.backends.machines.mlir.ir.AffineMap;
import org.tosc.backends.machines.mlir.ir.Attribute;
import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.backends.machines.mlir.syntax.Draft;
import org.tosc.backends.machines.mlir.syntax.Parser;
import org.tosc.backends.machines.mlir.syntax.Parser.Name;
import org.tosc.backends.machines.mlir.syntax.PrettyForm;

/// What is irregular of vector.
final class VectorForms {
  static final Map<String, PrettyForm> ALL =
      Map.of(
          "vector.transfer_read", VectorForms::read,
          "vector.transfer_write", VectorForms::write,
          "vector.contract", VectorForms::contract,
          "vector.outerproduct", VectorForms::outerProduct,
          "vector.mask", VectorForms::mask,
          "vector.print", VectorForms::print);

  private static final Type INDEX = new Type.Index();

  private VectorForms() {}

  private static List<Name> indices(Parser in) {
    in.expect("[");
    List<Name> all = in.values();
    in.expect("]");
    return all;
  }

  /// The map that stands in no text: the last coordinates.
  static AffineMap minorIdentity(Type source, Type.Vector vector) {
    int rank = source instanceof Type.Shaped shaped ? shaped.rank() : 0;
    int inside =
        source instanceof Type.Shaped s && s.element() instanceof Type.Vector v ? v.rank() : 0;
    List<AffineExpr> results = new ArrayList<>();
    for (int i = Math.max(0, rank - (vector.rank() - inside)); i < rank; i++) {
      results.add(new AffineExpr.Dim(i));
    }
    return new AffineMap(rank, 0, results);
  }

  private static Type.Vector vector(Parser in, Type type) {
    if (type instanceof Type.Vector vector) {
      return vector;
    }
    throw in.fail("a vector is expected, not `" + type + "`");
  }

  private static AffineMap map(Draft draft, Attribute.Dict read, Type source, Type.Vector vector) {
    Attribute given = read.entries().get("permutation_map");
    AffineMap map =
        given instanceof Attribute.Affine(AffineMap said) ? said : minorIdentity(source, vector);
    draft.property("permutation_map", new Attribute.Affine(map));
    draft.property("in_bounds", inBounds(map));
    read.entries().forEach(draft::property);
    return map;
  }

  /// What no text says: axes may reach outside, but for those that are repeated.
  private static Attribute inBounds(AffineMap map) {
    return new Attribute.Array(
        map.results().stream()
            .<Attribute>map(r -> new Attribute.Int(r instanceof AffineExpr.Dim ? 0 : 1, Type.i(1)))
            .toList());
  }

  /// Masks are of the shape of what is in memory: one axis for each that the map has.
  private static Type maskType(AffineMap map, Type.Vector vector) {
    Map<Integer, Long> extents = new TreeMap<>();
    for (int i = 0; i < map.results().size(); i++) {
      if (map.results().get(i) instanceof AffineExpr.Dim(int position)) {
        extents.put(position, vector.shape().get(i));
      }
    }
    return Type.Vector.of(List.copyOf(extents.values()), Type.i(1));
  }

  private static void read(Parser in, Draft draft) {
    Name source = in.value();
    List<Name> indices = indices(in);
    in.expect(",");
    Name padding = in.value();
    List<Name> mask = in.accept(",") ? List.of(in.value()) : List.of();
    Attribute.Dict attributes = in.optionalAttributes();
    in.expect(":");
    Type from = in.type();
    in.expect(",");
    Type.Vector vector = vector(in, in.type());
    AffineMap map = map(draft, attributes, from, vector);
    Type element = from instanceof Type.Shaped shaped ? shaped.element() : vector.element();
    draft.operand(source, from).operandsOf(indices, INDEX).operand(padding, element);
    draft.operandsOf(mask, maskType(map, vector)).result(vector);
    draft.segments(1, indices.size(), 1, mask.size());
  }

  private static void write(Parser in, Draft draft) {
    Name value = in.value();
    in.expect(",");
    Name target = in.value();
    List<Name> indices = indices(in);
    List<Name> mask = in.accept(",") ? List.of(in.value()) : List.of();
    Attribute.Dict attributes = in.optionalAttributes();
    in.expect(":");
    Type.Vector vector = vector(in, in.type());
    in.expect(",");
    Type to = in.type();
    AffineMap map = map(draft, attributes, to, vector);
    draft.operand(value, vector).operand(target, to).operandsOf(indices, INDEX);
    draft.operandsOf(mask, maskType(map, vector));
    draft.results(to instanceof Type.Tensor ? List.of(to) : List.of());
    draft.segments(1, 1, indices.size(), mask.size());
  }

  private static Attribute iterators(String key, Attribute value) {
    return key.equals("iterator_types") ? Words.iterators(value, "vector") : value;
  }

  private static void contract(Parser in, Draft draft) {
    draft.property("kind", new Attribute.Dialect("vector.kind", "add", null));
    in.optionalAttributes()
        .entries()
        .forEach((key, value) -> draft.property(key, iterators(key, value)));
    List<Name> values = in.values();
    draft.attributes(in.optionalAttributes());
    in.expect(":");
    List<Type> types = new ArrayList<>(in.typeList());
    in.expect("into");
    Type result = in.type();
    types.add(result);
    draft.operands(values, types).result(result);
  }

  private static void outerProduct(Parser in, Draft draft) {
    draft.property("kind", new Attribute.Dialect("vector.kind", "add", null));
    List<Name> values = in.values();
    in.optionalAttributes().entries().forEach(draft::property);
    in.expect(":");
    Type.Vector left = vector(in, in.type());
    in.expect(",");
    Type right = in.type();
    List<Long> shape = new ArrayList<>(left.shape());
    if (right instanceof Type.Vector v) {
      shape.addAll(v.shape());
    }
    Type result = Type.Vector.of(shape, left.element());
    List<Type> types = List.of(left, right, result);
    draft.operands(values, types.subList(0, Math.min(3, values.size()))).result(result);
  }

  private static void mask(Parser in, Draft draft) {
    Name mask = in.value();
    List<Name> passThrough = in.accept(",") ? List.of(in.value()) : List.of();
    draft.region(in.yieldingRegion("vector.yield"));
    draft.attributes(in.optionalAttributes());
    in.expect(":");
    draft.operand(mask, in.type());
    List<Type> results = in.accept("->") ? in.resultTypes() : List.of();
    draft.operands(passThrough, results.subList(0, Math.min(results.size(), passThrough.size())));
    draft.results(results);
  }

  private static void print(Parser in, Draft draft) {
    if (in.cursor().atValue()) {
      Name value = in.value();
      in.expect(":");
      draft.operand(value, in.type());
    }
    if (in.accept("str") || in.accept("punctuation")) {
      draft.property("text", in.cursor().atString() ? new Attribute.Text(in.string()) : body(in));
    }
    draft.attributes(in.optionalAttributes());
  }

  private static Attribute body(Parser in) {
    return new Attribute.Dialect("vector.punctuation", in.body(), null);
  }
}
