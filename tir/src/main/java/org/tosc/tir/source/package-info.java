@NullMarked
package org.tosc.tir.source;

import org.jspecify.annotations.NullMarked;
