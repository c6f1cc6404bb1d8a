package org.tosc.driver.interp;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Kind;
import org.tosc.rt.value.ClassValue;
import org.tosc.rt.value.EnumValue;
import org.tosc.rt.value.FunctionValue;
import org.tosc.rt.value.IndexValue;
import org.tosc.rt.value.ModuleValue;
import org.tosc.rt.value.ObjectCell;
import org.tosc.rt.value.RangeValue;
import org.tosc.rt.value.SliceValue;
import org.tosc.tir.ir.Attributes;

/// The host operations that make classes, enumerations, modules and keys with several parts.
final class Declarations {
  private Declarations() {}

  static ClassValue type(Attributes attributes, @Nullable Object[] in) {
    ClassValue parent =
        switch (in[0]) {
          case null -> null;
          case ClassValue type -> type;
          default -> throw Errors.type("a class extends a class, found " + Kind.withArticle(in[0]));
        };
    ClassValue type = new ClassValue(attributes.string("name"), parent, List.of());
    List<String> members = attributes.strings("members");
    for (int i = 0; i < members.size(); i++) {
      FunctionValue function = (FunctionValue) Objects.requireNonNull(in[i + 1]);
      String name = members.get(i);
      if (name.equals("<fields>")) {
        type.fieldInitializer(function);
      } else if (name.startsWith("static ")) {
        type.declareStatic(name.substring("static ".length()), function);
      } else {
        type.method(name, function);
      }
    }
    return attributes.flag("model", false) ? type.asModel() : type;
  }

  static EnumValue enumeration(Attributes attributes, @Nullable Object[] in) {
    long[] values = new long[in.length];
    for (int i = 0; i < values.length; i++) {
      if (!(in[i] instanceof Long value)) {
        throw Errors.type(
            "the value of an enum member must be an int, found " + Kind.withArticle(in[i]));
      }
      values[i] = value;
    }
    return new EnumValue(attributes.string("name"), attributes.strings("members"), values);
  }

  static ModuleValue module(Attributes attributes, @Nullable Object[] in) {
    ModuleValue module = new ModuleValue(attributes.string("name"));
    List<String> members = attributes.strings("members");
    for (int i = 0; i < members.size(); i++) {
      module.export(members.get(i), new ObjectCell(in[i]));
    }
    return module;
  }

  static RangeValue range(
      @Nullable Object start, @Nullable Object end, @Nullable Object step, boolean inclusive) {
    return new RangeValue(
        bound(start, "start"),
        bound(end, "end"),
        step == null ? 1 : bound(step, "step"),
        inclusive);
  }

  private static long bound(@Nullable Object value, String what) {
    if (value instanceof Long number) {
      return number;
    }
    throw Errors.type("a range's " + what + " is an int, found " + Kind.withArticle(value));
  }

  static IndexValue parts(List<String> kinds, @Nullable Object[] in) {
    List<@Nullable Object> parts = new ArrayList<>();
    int next = 0;
    for (String kind : kinds) {
      switch (kind) {
        case "at" -> parts.add(in[next++]);
        case "slice" -> parts.add(new SliceValue(in[next++], in[next++], in[next++]));
        case "rest" -> parts.add(SliceValue.REST);
        default -> throw new IllegalStateException("part " + kind);
      }
    }
    return new IndexValue(parts.toArray());
  }
}
