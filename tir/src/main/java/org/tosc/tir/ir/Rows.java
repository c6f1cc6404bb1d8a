package org.tosc.tir.ir;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.tosc.tir.ir.OpRow.Arity;
import org.tosc.tir.ir.OpRow.Attr;
import org.tosc.tir.ir.OpRow.AttrKind;
import org.tosc.tir.ir.OpRow.Operand;
import org.tosc.tir.ir.OpRow.Results;

/// Short words in which the rows of the operation tables are written.
final class Rows {
  private Rows() {}

  static Operand one(String name, TypeSet types) {
    return new Operand(name, types, Arity.ONE);
  }

  static Operand optional(String name, TypeSet types) {
    return new Operand(name, types, Arity.OPTIONAL);
  }

  static Operand many(String name, TypeSet types) {
    return new Operand(name, types, Arity.MANY);
  }

  static List<Operand> operands(Operand... operands) {
    return List.of(operands);
  }

  static Attr required(String name, AttrKind kind, String doc) {
    return new Attr(name, kind, true, doc);
  }

  static Attr maybe(String name, AttrKind kind, String doc) {
    return new Attr(name, kind, false, doc);
  }

  static List<Attr> attrs(Attr... attrs) {
    return List.of(attrs);
  }

  static Set<Trait> traits(Trait... traits) {
    Set<Trait> set = EnumSet.noneOf(Trait.class);
    set.addAll(List.of(traits));
    return set;
  }

  static Results inferred(TypeRule rule) {
    return new Results.Inferred(rule);
  }

  static Results always(Type... types) {
    List<Type> fixed = List.of(types);
    return inferred((operands, attributes) -> fixed);
  }

  /// One result of the first operand's type; all operands must share that type.
  static Results sameAsOperands() {
    return inferred(
        (operands, attributes) -> {
          requireSame(operands);
          return List.of(operands.getFirst());
        });
  }

  /// Exactly one result whose type is stated.
  static Results declared(TypeSet types) {
    return new Results.Declared(types, false);
  }

  /// Any number of results whose types are stated.
  static Results declaredMany(TypeSet types) {
    return new Results.Declared(types, true);
  }

  static Results none() {
    return always();
  }

  static void requireSame(List<Type> operands) throws TypeRule.Mismatch {
    Type first = operands.getFirst();
    for (Type other : operands) {
      if (!other.equals(first)) {
        throw new TypeRule.Mismatch(
            TypeRule.Mismatch.Rule.TYPE,
            "operands must have one type, found " + first + " and " + other);
      }
    }
  }
}
