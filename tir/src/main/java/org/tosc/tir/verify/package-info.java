/// The rules that every module obeys before and after every pass.
@NullMarked
package org.tosc.tir.verify;

import org.jspecify.annotations.NullMarked;
