# Built in two steps, so that what is run holds no tools for building. All packages are pinned with their hashes.
FROM python:3.11-slim AS build
WORKDIR /build
RUN python -m venv /tools && python -m venv /program
COPY requirements.lock requirements-dev.lock ./
RUN /program/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock
RUN /tools/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements-dev.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY briefs briefs
COPY seeds seeds
RUN /tools/bin/python -m hatchling build -t wheel -d /wheels \
    && /program/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps /wheels/*.whl \
    && /program/bin/python -m compileall -q /program/lib

FROM python:3.11-slim
COPY --from=build /program /program
RUN useradd --uid 10001 --create-home rapporteur && install -d -o rapporteur -g rapporteur /data
ENV PATH=/program/bin:$PATH PYTHONUNBUFFERED=1 RAPPORTEUR_RECORD=sqlite:////data/rapporteur.db XDG_STATE_HOME=/data
USER rapporteur
WORKDIR /data
VOLUME /data
ENTRYPOINT ["rapporteur"]
CMD ["run"]
