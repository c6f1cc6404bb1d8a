package org.tosc.tir.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.tosc.tir.ir.Attribute;

/// Reads attribute constants; their grammar stands at [Attribute].
final class AttributeReader {
  private static final Pattern OPENING = Pattern.compile("\\{\\s*[A-Za-z_]\\w*\\s*=");
  private static final int MAX_DEPTH = 16;

  private final Scanner in;
  private final TypeReader types;
  private int depth;

  AttributeReader(Scanner in, TypeReader types) {
    this.in = in;
    this.types = types;
  }

  static boolean looksLikeAttributes(String text, int offset) {
    return OPENING.matcher(text).region(offset, text.length()).lookingAt();
  }

  Attribute attribute() throws Scanner.Fault {
    if (in.looksAt("\"")) {
      return new Attribute.Str(in.string());
    }
    if (in.looksAt("@")) {
      return new Attribute.Symbol(in.symbol());
    }
    if (in.accept("[")) {
      return array();
    }
    if (in.accept("map")) {
      return new Attribute.OfMap(new MapReader(in).map());
    }
    return in.accept("type") ? new Attribute.OfType(types.type()) : word();
  }

  private Attribute word() throws Scanner.Fault {
    if (in.accept("true")) {
      return new Attribute.Bool(true);
    }
    if (in.accept("false")) {
      return new Attribute.Bool(false);
    }
    if (in.accept("nil")) {
      return Attribute.Nil.NIL;
    }
    return in.accept("missing") ? Attribute.Missing.MISSING : number();
  }

  private Attribute number() throws Scanner.Fault {
    int start = in.offset();
    String literal = in.number();
    try {
      return switch (literal) {
        case "inf" -> new Attribute.Real(Double.POSITIVE_INFINITY);
        case "-inf" -> new Attribute.Real(Double.NEGATIVE_INFINITY);
        case "nan" -> new Attribute.Real(Double.NaN);
        default ->
            literal.matches("-?\\d+")
                ? new Attribute.Int(Long.parseLong(literal))
                : new Attribute.Real(Double.parseDouble(literal));
      };
    } catch (NumberFormatException notANumber) {
      throw in.faultAt(start, "expected a constant, found `" + literal + "`");
    }
  }

  private Attribute array() throws Scanner.Fault {
    if (++depth > MAX_DEPTH) {
      throw in.fault("attribute lists nest at most " + MAX_DEPTH + " deep");
    }
    List<Attribute> items = new ArrayList<>();
    while (!in.accept("]")) {
      if (!items.isEmpty()) {
        in.expect(",");
      }
      items.add(attribute());
    }
    depth--;
    return new Attribute.Array(items);
  }
}
