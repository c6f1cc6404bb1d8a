package org.tosc.tir.text;

import java.util.ArrayList;
import java.util.List;
import org.tosc.tir.ir.ArrayType;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CellType;
import org.tosc.tir.ir.CodeType;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Layout;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.SlotType;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.TileType;
import org.tosc.tir.ir.TupleType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.VectorType;

/// Reads types; their grammar stands at [Type].
final class TypeReader {
  private static final int MAX_DEPTH = 64;

  private final Scanner in;
  private int depth;

  TypeReader(Scanner in) {
    this.in = in;
  }

  Type type() throws Scanner.Fault {
    int start = in.offset();
    if (++depth > MAX_DEPTH) {
      throw in.fault("types nest at most " + MAX_DEPTH + " deep");
    }
    String word = in.word("a type");
    Type type =
        switch (word) {
          case "tensor" -> tensor();
          case "tile" -> tile();
          case "vector" -> vector();
          case "buffer" -> buffer();
          case "tuple" -> new TupleType(list("<", ">"));
          case "array" -> array();
          case "code" -> code();
          case "slot" -> new SlotType(content());
          case "cell" -> new CellType(content());
          default -> named(word, start);
        };
    depth--;
    return type;
  }

  private Type named(String word, int start) throws Scanner.Fault {
    Scalar scalar = Scalar.parse(word);
    if (scalar != null) {
      return scalar;
    }
    HostType host = HostType.parse(word);
    if (host != null) {
      return host;
    }
    throw in.faultAt(start, "expected a type, found `" + word + "`");
  }

  private Type content() throws Scanner.Fault {
    in.expect("<");
    Type content = type();
    in.expect(">");
    return content;
  }

  private Type tensor() throws Scanner.Fault {
    in.expect("<");
    List<Dim> shape = shape();
    in.expect("x");
    Scalar element = element();
    in.expect(">");
    return new TensorType(shape, element);
  }

  private Type buffer() throws Scanner.Fault {
    in.expect("<");
    List<Dim> shape = shape();
    in.expect("x");
    Scalar element = element();
    in.expect(",");
    String space = in.word("a layout or a memory space");
    Layout layout = Layout.ROW;
    if (in.accept(",")) {
      Layout stated = Layout.parse(space);
      if (stated == null) {
        throw in.fault("expected a layout (row, col, strided) before the memory space");
      }
      layout = stated;
      space = in.word("a memory space");
    }
    in.expect(">");
    return new BufferType(shape, element, layout, space);
  }

  private Type array() throws Scanner.Fault {
    in.expect("<");
    Type element = type();
    in.expect("x");
    int start = in.offset();
    long length = extent(in.word("a length"), start);
    in.expect(">");
    return new ArrayType(element, length);
  }

  private Type code() throws Scanner.Fault {
    in.expect("<");
    List<Type> params = list("(", ")");
    in.expect("->");
    List<Type> results = list("(", ")");
    in.expect(">");
    return new CodeType(params, results);
  }

  private List<Type> list(String open, String close) throws Scanner.Fault {
    List<Type> items = new ArrayList<>();
    in.expect(open);
    while (!in.accept(close)) {
      if (!items.isEmpty()) {
        in.expect(",");
      }
      items.add(type());
    }
    return items;
  }

  private Type tile() throws Scanner.Fault {
    in.expect("<");
    int start = in.offset();
    String[] parts = in.word("extents and an element type such as 8x4xf32").split("x", -1);
    List<Long> shape = new ArrayList<>();
    for (int i = 0; i < parts.length - 1; i++) {
      shape.add(extent(parts[i], start));
    }
    Scalar element = Scalar.parse(parts[parts.length - 1]);
    if (element == null) {
      throw in.faultAt(start, "expected an element type after the extents");
    }
    in.expect(",");
    String layout = in.word("a layout");
    in.expect(">");
    return new TileType(shape, element, layout);
  }

  private Type vector() throws Scanner.Fault {
    in.expect("<");
    int start = in.offset();
    String[] parts = in.word("lanes and an element type such as 16xf32").split("x", -1);
    Scalar element = Scalar.parse(parts[parts.length - 1]);
    long lanes = parts.length == 2 ? extent(parts[0], start) : 0;
    if (!VectorType.isLanes(lanes) || element == null || !VectorType.holds(element)) {
      throw in.faultAt(
          start, "expected 2, 4, 8, 16, 32 or 64 lanes of f32, f64, i32, i64 or i1, as 16xf32");
    }
    in.expect(">");
    return new VectorType((int) lanes, element);
  }

  private List<Dim> shape() throws Scanner.Fault {
    List<Dim> dims = new ArrayList<>();
    in.expect("[");
    while (!in.accept("]")) {
      if (!dims.isEmpty()) {
        in.expect(",");
      }
      dims.add(dim());
    }
    return dims;
  }

  private Dim dim() throws Scanner.Fault {
    if (in.accept("?")) {
      return Dim.unknown();
    }
    int start = in.offset();
    String word = in.word("an extent");
    return Character.isDigit(word.charAt(0)) ? Dim.of(extent(word, start)) : Dim.of(word);
  }

  private Scalar element() throws Scanner.Fault {
    int start = in.offset();
    String word = in.word("an element type");
    Scalar scalar = Scalar.parse(word);
    if (scalar == null) {
      throw in.faultAt(start, "expected an element type, found `" + word + "`");
    }
    return scalar;
  }

  private long extent(String digits, int start) throws Scanner.Fault {
    try {
      long extent = Long.parseLong(digits);
      if (extent >= 0) {
        return extent;
      }
    } catch (NumberFormatException tooLong) {
      // Reported below with the same words.
    }
    throw in.faultAt(start, "expected an extent from 0 to 2^63 - 1, found `" + digits + "`");
  }
}
