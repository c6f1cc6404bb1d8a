package org.tosc.rt.statement;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Kind;
import org.tosc.rt.ops.Show;
import org.tosc.rt.ops.Truth;
import org.tosc.rt.session.Permission;
import org.tosc.rt.session.Session;
import org.tosc.rt.value.Text;

/// `with device "name", fallback=…: …`: the two ends of its block.
public final class DeviceStatement {
  private static final String FALLBACK = "fallback";

  private DeviceStatement() {}

  /// Begins the block.
  ///
  /// @param arguments the name, then the options
  /// @param names those of the options
  public static @Nullable Object enter(@Nullable Object[] arguments, String[] names) {
    boolean fallback = false;
    for (int i = 0; i < names.length; i++) {
      if (!names[i].equals(FALLBACK)) {
        throw Errors.argument("`with device` has no option `" + names[i] + "`");
      }
      fallback = Truth.of(arguments[arguments.length - names.length + i]);
    }
    if (!(arguments[0] instanceof Text name)) {
      throw Errors.type("a device is named by a string, found " + Kind.withArticle(arguments[0]));
    }
    enter(name.toString(), fallback);
    return null;
  }

  /// Begins a block on a device.
  public static void enter(String name, boolean fallback) {
    Session session = Session.current();
    if (name.toLowerCase(Locale.ROOT).startsWith("gpu")) {
      session.require(Permission.GPU_ACCESS, "with device " + Show.quote(name));
    }
    session.enterDevice(name, fallback);
  }

  /// Ends the block.
  public static @Nullable Object leave() {
    Session.current().leaveDevice();
    return null;
  }
}
