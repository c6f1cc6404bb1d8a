package org.tosc.rt.session;

import org.tosc.rt.tensor.TensorEngine;

/// Where tensor operations may be computed.
///
/// @param name as `with device` names it
public record Device(String name, TensorEngine engine) {}
