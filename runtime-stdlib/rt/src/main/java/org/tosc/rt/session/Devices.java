package org.tosc.rt.session;

import org.tosc.rt.error.Errors;
import org.tosc.rt.tensor.TensorEngine;

/// The devices that `with device` can choose.
@FunctionalInterface
public interface Devices {
  /// Used where a session has no others.
  Devices NONE =
      (name, fallback) -> {
        if (fallback.isAllowed()) {
          return new Device(name, fallback.otherwise());
        }
        throw Errors.unavailable("this session has no device `" + name + "`");
      };

  /// The device of a name, or the engine `otherwise` under that name where the device is absent and
  /// `fallback` asks for it.
  ///
  /// @throws org.tosc.rt.error.GuestError `Unavailable` where it is absent, `ValueError` where no
  ///   device has such a name
  Device open(String name, Fallback fallback);

  /// What happens where a device is absent, or cannot compute something.
  ///
  /// @param isAllowed whether `otherwise` may do it instead; if not, that is an error
  /// @param otherwise what computes around the block
  record Fallback(boolean isAllowed, TensorEngine otherwise) {}
}
