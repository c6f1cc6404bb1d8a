package org.tosc.backends.jvm.code;

import java.util.List;
import java.util.Map;
import org.tosc.backends.jvm.link.ClassImage;
import org.tosc.backends.jvm.link.FunctionInfo;

/// What compiling a module gives: class files, what linking needs to know of the functions, and the
/// attributes that `tensor` call sites name by number.
public record Compiled(
    List<ClassImage> images, List<FunctionInfo> functions, List<Map<String, Object>> attributes) {
  public Compiled {
    images = List.copyOf(images);
    functions = List.copyOf(functions);
    attributes = List.copyOf(attributes);
  }
}
