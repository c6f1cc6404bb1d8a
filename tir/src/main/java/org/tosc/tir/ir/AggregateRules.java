package org.tosc.tir.ir;

import java.util.ArrayList;
import java.util.List;

/// Result types of the operations on tuples and arrays of the `core` family.
final class AggregateRules {
  private AggregateRules() {}

  static List<Type> tuple(List<Type> operands, Attributes attributes) {
    return List.of(new TupleType(operands));
  }

  static List<Type> item(List<Type> operands, Attributes attributes) throws TypeRule.Mismatch {
    TupleType tuple = (TupleType) operands.getFirst();
    return List.of(tuple.items().get(index(tuple, attributes)));
  }

  static List<Type> with(List<Type> operands, Attributes attributes) throws TypeRule.Mismatch {
    TupleType tuple = (TupleType) operands.getFirst();
    List<Type> items = new ArrayList<>(tuple.items());
    items.set(index(tuple, attributes), operands.get(1));
    if (!items.equals(tuple.items())) {
      throw mismatch("the item is " + item(operands, attributes).getFirst(), operands.get(1));
    }
    return List.of(tuple);
  }

  static List<Type> element(List<Type> operands, Attributes attributes) {
    return List.of(((ArrayType) operands.getFirst()).element());
  }

  static List<Type> withElement(List<Type> operands, Attributes attributes)
      throws TypeRule.Mismatch {
    ArrayType array = (ArrayType) operands.getFirst();
    if (!array.element().equals(operands.get(2))) {
      throw mismatch("elements are " + array.element(), operands.get(2));
    }
    return List.of(array);
  }

  private static int index(TupleType tuple, Attributes attributes) throws TypeRule.Mismatch {
    long index = attributes.integer("index");
    if (index < 0 || index >= tuple.items().size()) {
      throw new TypeRule.Mismatch(
          TypeRule.Mismatch.Rule.INDEX, tuple + " has no item " + index + ", counted from 0");
    }
    return (int) index;
  }

  private static TypeRule.Mismatch mismatch(String wanted, Type found) {
    return new TypeRule.Mismatch(TypeRule.Mismatch.Rule.TYPE, wanted + ", found " + found);
  }
}
