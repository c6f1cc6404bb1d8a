package org.tosc.cli;

import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.Loaded;
import org.tosc.rt.session.Session;
import org.tosc.rt.statement.DeviceStatement;

/// A program whose calls all stand in `with device`.
record OnDevice(Loaded program, String device) implements Loaded {
  @Override
  public @Nullable Object call(String function, @Nullable Object... arguments) {
    DeviceStatement.enter(device, false);
    try {
      return program.call(function, arguments);
    } finally {
      Session.current().leaveDevice();
    }
  }

  @Override
  public long liveBuffers() {
    return program.liveBuffers();
  }

  @Override
  public MethodHandle entry(String function) {
    return program.entry(function);
  }
}
