#!/bin/sh
# write.sh [FOLDER]: writes the kernels of kernels.tir for Triton, after `mvn test-compile`. Then, on a machine with a GPU:
#   python3 bench/gpu/check.py FOLDER REPORT
set -e
cd "$(dirname "$0")/../../driver"
classes=$(find .. -path '*/target/classes' -o -path '*/target/test-classes' | tr '\n' ':')
jars=$(find "$HOME/.m2/repository" -name '*.jar' | tr '\n' ':')
exec "${TOSC_JAVA_HOME:-$JAVA_HOME}/bin/java" -cp "$classes$jars" org.tosc.driver.triton.GpuKernels \
  ../bench/gpu/kernels.tir "${1:-../bench/gpu/kernels}"
