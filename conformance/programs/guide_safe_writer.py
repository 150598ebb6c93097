# A file that is closed although the block fails.

import asyncio
import os


class Writer:
    def __init__(self, name):
        self.name = name

    async def __aenter__(self):
        self.file = open(self.name, "w")
        return self.file

    async def __aexit__(self, exc_type, exc_val, exc_tb):
        self.file.close()
        if exc_type is not None:
            print("failed, but the file is closed:", exc_val)
        return False


async def main():
    writer = Writer("data.txt")
    try:
        async with writer as f:
            f.write("Hello")
            raise ValueError("oops")
    except ValueError as error:
        print("caught", error)
    with open("data.txt") as f:
        print(f.read(), writer.file.closed)
    try:
        writer.file.write("more")
    except ValueError as error:
        print(error)
    try:
        async with Writer("missing/data.txt"):
            print("not reached")
    except FileNotFoundError as error:
        print(error)
    os.remove("data.txt")


asyncio.run(main())
