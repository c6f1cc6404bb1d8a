package org.tosc.backends.jvm.code;

import java.util.List;
import java.util.Map;
import org.tosc.backends.jvm.link.ClassImage;
import org.tosc.backends.jvm.link.FunctionInfo;
import org.tosc.tir.ir.Operation;

/// What compiling a module gives: class files, what linking needs to know of the functions, and
/// what call sites name by number: the attributes of tensor operations, and groups of these.
public record Compiled(
    List<ClassImage> images,
    List<FunctionInfo> functions,
    List<Map<String, Object>> attributes,
    List<Operation> groups) {
  public Compiled {
    images = List.copyOf(images);
    functions = List.copyOf(functions);
    attributes = List.copyOf(attributes);
    groups = List.copyOf(groups);
  }
}
